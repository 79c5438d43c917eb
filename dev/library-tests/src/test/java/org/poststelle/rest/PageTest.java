package org.poststelle.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PageTest extends RestConventionsTest {

    @Test
    void linkLeadsToTheNextPageUntilTheLast() {
        var first = agent().get(THINGS + "?limit=10&archived=true")
                .then()
                .statusCode(200)
                .extract();
        assertThat(first.<List<Integer>>path("items")).hasSize(10);
        assertThat(first.<String>path("next")).isEqualTo("10");
        assertThat(first.header("Link"))
                .isEqualTo("<%s?limit=10&archived=true&cursor=10>; rel=\"next\"".formatted(THINGS));

        var last = agent().get(THINGS + "?limit=10&cursor=20")
                .then()
                .statusCode(200)
                .body("items", hasSize(5))
                .extract();
        assertThat(last.<String>path("next")).isNull();
        assertThat(last.header("Link")).isNull();
    }

    @Test
    void pageThatEndsWithTheLastEntryHasNoNext() {
        var page = agent().get(THINGS + "?limit=25")
                .then()
                .body("items", hasSize(25))
                .extract();
        assertThat(page.<String>path("next")).isNull();
    }

    @Test
    void pageHasTwentyEntriesUnlessAskedOtherwise() {
        agent().get(THINGS).then().body("items", hasSize(20));
    }
}
