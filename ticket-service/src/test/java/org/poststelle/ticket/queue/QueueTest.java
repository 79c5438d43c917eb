package org.poststelle.ticket.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class QueueTest extends TicketServiceTest {

    @Test
    void listIsPagedWithoutGapsOrDoubles() {
        var created = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            created.addFirst(api.create().toString());
        }
        var read = new ArrayList<String>();
        String url = "/api/v1/tickets?state=NEW&limit=2";
        while (url != null && read.size() < 5) {
            var page = api.as(SampleUser.ANNA).get(url).then().statusCode(200).extract();
            read.addAll(page.jsonPath().getList("items.id"));
            var next = page.jsonPath().getString("next");
            url = next == null ? null : "/api/v1/tickets?state=NEW&limit=2&cursor=" + next;
            if (next != null) {
                assertThat(page.header("Link")).contains("cursor=" + next).contains("rel=\"next\"");
            }
        }
        assertThat(read.subList(0, 5)).isEqualTo(created);
    }

    @Test
    void listFollowsTheStateOfItsTickets() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets?state=FORWARDED")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id.toString()))
                .body("items.state", everyItem(equalTo("FORWARDED")));
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets?state=FORWARDED")
                .then()
                .body("items.id", not(hasItem(id.toString())));
    }

    @Test
    void unreadableQueriesNameTheirParameter() {
        for (var query : new String[] {"state=LOST", "cursor=nowhere", "limit=many"}) {
            api.as(SampleUser.ANNA)
                    .get("/api/v1/tickets?" + query)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo(query.substring(0, query.indexOf('='))));
        }
        api.as(SampleUser.ANNA).get("/api/v1/tickets?limit=101").then().statusCode(422);
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}", "no-uuid")
                .then()
                .statusCode(404)
                .body("type", problem("not-found"));
    }
}
