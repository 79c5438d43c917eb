package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** Looking at a ticket again on a day (Wiedervorlage). */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class FollowUpTest extends TicketServiceTest {

    /** An authority of its own, so that no other test has tickets there. */
    private final SampleUser clerk = new SampleUser("fritz.clerk", "clerk", null, "authority-" + UUID.randomUUID());

    @Test
    void ticketsAreListedFromTheirDayOnTheEarliestFirst() {
        var later = forwarded("2026-12-03");
        var sooner = forwarded("2026-12-01");
        var sameDay = forwarded("2026-12-01");
        var notYet = forwarded("2026-12-09");

        var listed = new ArrayList<String>();
        String cursor = "";
        while (cursor != null && listed.size() < 4) {
            var page = list(clerk, "followUpUntil=2026-12-03&limit=2" + cursor).extract();
            listed.addAll(page.jsonPath().getList("items.id"));
            var next = page.jsonPath().getString("next");
            cursor = next == null ? null : "&cursor=" + next;
        }

        assertThat(listed).containsExactly(sooner.toString(), sameDay.toString(), later.toString());
        api.ticket(clerk, notYet).body("followUpOn", equalTo("2026-12-09")).body("version", equalTo(2));
    }

    @Test
    void dayIsChangedAndEnded() {
        var id = forwarded("2026-12-01");
        followUp(clerk, id, "2026-12-05").statusCode(200).body("followUpOn", equalTo("2026-12-05"));
        assertThat(ids(clerk, "2026-12-04")).isEmpty();

        end(clerk, id).statusCode(200).body("followUpOn", nullValue());
        end(clerk, id).statusCode(200);

        assertThat(ids(clerk, "9999-12-31")).isEmpty();
    }

    @Test
    void centreAndAuthorityHaveDaysOfTheirOwn() {
        var id = forwarded("2026-12-01");
        api.ticket(SampleUser.ANNA, id).body("followUpOn", nullValue());
        followUp(SampleUser.ANNA, id, "2026-12-02").body("followUpOn", equalTo("2026-12-02"));
        api.ticket(clerk, id).body("followUpOn", equalTo("2026-12-01"));
        followUp(BUERGERAMT, id, "2026-12-02").statusCode(404);
    }

    @Test
    void ticketThatIsClosedOrWithOthersIsNotLookedAtAgain() {
        var returned = forwarded("2026-12-01");
        var closed = forwarded("2026-12-01");
        api.act(clerk, returned, "return", 2, "{\"reason\": \"OTHER\", \"text\": \"Nicht hier.\"}")
                .statusCode(200);
        api.act(clerk, closed, "closure", 2, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Erledigt.\"}")
                .statusCode(200);

        assertThat(ids(clerk, "2026-12-31")).isEmpty();
        followUp(clerk, returned, "2026-12-02").statusCode(403).body("type", problem("not-assigned"));
        followUp(clerk, closed, "2026-12-02").statusCode(409).body("type", problem("nothing-to-do"));
    }

    @Test
    void daysThatAreNoneAreRefused() {
        var id = forwarded("2026-12-01");
        followUp(clerk, id, "2026-02-30").statusCode(400);
        api.as(clerk)
                .body("{}")
                .put("/api/v1/tickets/{id}/follow-up", id)
                .then()
                .statusCode(422);
        api.as(clerk).get("/api/v1/tickets?followUpUntil=soon").then().statusCode(400);
        api.as(clerk)
                .get("/api/v1/tickets?followUpUntil=2026-12-01&queue=INBOX")
                .then()
                .statusCode(400)
                .body("type", problem("conflicting-filters"));
        api.as(clerk)
                .get("/api/v1/tickets?followUpUntil=2026-12-01&cursor=x~y")
                .then()
                .statusCode(400);
    }

    @Test
    void followUpsAreReadInTheOrderOfTheirIndex() {
        assertThat(database.plan("""
                select ticket_id from ticket_access
                where grantee = 'centre:KO' and follow_up_on <= '2026-12-01' and queue not in ('CLOSED', 'PASSED_ON')
                order by follow_up_on, ticket_id limit 21
                """))
                .anyMatch(line -> line.contains("ticket_access_follow_up"))
                .noneMatch(line -> line.contains("Sort"));
    }

    private UUID forwarded(String followUpOn) {
        var id = api.create();
        api.decide(id, 1, Objects.requireNonNull(clerk.authority()));
        followUp(clerk, id, followUpOn).statusCode(200);
        return id;
    }

    private ValidatableResponse followUp(SampleUser user, UUID id, String on) {
        return api.as(user)
                .body("{\"on\": \"" + on + "\"}")
                .put("/api/v1/tickets/{id}/follow-up", id)
                .then();
    }

    private ValidatableResponse end(SampleUser user, UUID id) {
        return api.as(user).delete("/api/v1/tickets/{id}/follow-up", id).then();
    }

    private ValidatableResponse list(SampleUser user, String query) {
        return api.as(user).get("/api/v1/tickets?" + query).then().statusCode(200);
    }

    private List<String> ids(SampleUser user, String until) {
        return list(user, "followUpUntil=" + until).extract().jsonPath().getList("items.id");
    }
}
