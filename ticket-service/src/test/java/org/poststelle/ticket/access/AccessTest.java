package org.poststelle.ticket.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class AccessTest extends TicketServiceTest {

    @Test
    void otherCentreCannotSeeTicket() {
        var id = api.create();
        api.as(SampleUser.TOM)
                .get("/api/v1/tickets/{id}", id)
                .then()
                .statusCode(404)
                .body("type", problem("not-found"));
        api.as(SampleUser.TOM).get("/api/v1/tickets/{id}/history", id).then().statusCode(404);
        api.act(SampleUser.TOM, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(404);
        api.as(SampleUser.TOM)
                .get("/api/v1/tickets?limit=100")
                .then()
                .statusCode(200)
                .body("items.id", not(hasItem(id.toString())));
    }

    @Test
    void authorityWithoutTheTicketAndAdministratorsCannotSeeIt() {
        var id = api.create();
        api.as(SampleUser.VERA).get("/api/v1/tickets/{id}", id).then().statusCode(404);
        api.as(SampleUser.ADAM).get("/api/v1/tickets/{id}", id).then().statusCode(403);
    }

    @Test
    void rowPoliciesHideRowsOfOthers() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Ja.\"}").statusCode(200);
        for (var table : List.of("ticket", "enquiry", "ticket_history", "ticket_change", "written_text")) {
            var rows = table + " where " + (table.equals("ticket") ? "id" : "ticket_id") + " = '" + id + "'";
            assertThat(database.countAs("service", rows)).as(table).isPositive();
            assertThat(database.countAs("centre:KO", rows)).as(table).isPositive();
            assertThat(database.countAs("authority:" + ELTERNGELD, rows))
                    .as(table)
                    .isPositive();
            assertThat(database.countAs("centre:TR", rows)).as(table).isZero();
            assertThat(database.countAs("authority:koblenz-buergeramt", rows))
                    .as(table)
                    .isZero();
            assertThat(database.countAs("nobody", rows)).as(table).isZero();
            assertThat(database.countAs("", rows)).as(table).isZero();
        }
    }
}
