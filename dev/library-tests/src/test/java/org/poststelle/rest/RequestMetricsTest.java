package org.poststelle.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init")
class RequestMetricsTest extends RestConventionsTest {

    @Inject
    MeterRegistry metrics;

    @Test
    void refusedRequestsMakeNoSeriesOfTheirOwn() {
        given().put(THINGS + "/1").then().statusCode(401);
        for (int i = 0; i < 150; i++) {
            given().get("/api/v1/nothing-" + i).then().statusCode(404);
            given().put(THINGS + "/" + i).then().statusCode(401);
        }
        agent().get(THINGS + "/centre").then().statusCode(200);

        // a request is counted after its answer was sent
        await().untilAsserted(() -> assertThat(addresses())
                .contains("/api/v1/things/{number}", "/api/v1/things/centre")
                .allSatisfy(address -> assertThat(address).doesNotContain("nothing-"))
                .doesNotContain(THINGS + "/1"));
    }

    private Set<String> addresses() {
        var addresses = new TreeSet<String>();
        metrics.find("http.server.requests").meters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag("uri"))
                .forEach(addresses::add);
        return addresses;
    }
}
