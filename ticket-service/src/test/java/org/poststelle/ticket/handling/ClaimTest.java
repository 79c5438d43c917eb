package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketApi;
import org.poststelle.ticket.TicketServiceTest;

/** Colleagues see who works on a ticket, and do not do the same work twice. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class ClaimTest extends TicketServiceTest {

    private static final String ANSWER = "{\"text\": \"Bitte bringen Sie die Geburtsurkunde mit.\"}";

    private final SampleUser carla = SampleUser.CARLA;
    private final SampleUser cora = new SampleUser("cora.clerk", "clerk", null, ELTERNGELD);

    private UUID id = new UUID(0, 0);

    @BeforeEach
    void forwardATicket() {
        id = api.create();
        api.decide(id, 1, ELTERNGELD);
    }

    @Test
    void whoeverAcceptsATicketWorksOnIt() {
        api.ticket(carla, id).body("claim", nullValue());

        api.act(carla, id, "acceptance", 2, null).statusCode(200).body("claim.by", equalTo("carla.clerk"));

        for (var colleague : List.of(cora, SampleUser.ANNA)) {
            api.ticket(colleague, id).body("claim.by", equalTo("carla.clerk"));
        }
    }

    @Test
    void colleagueDoesNotDoTheSameWork() {
        claim(carla, null).statusCode(200).body("claim.by", equalTo("carla.clerk"));

        api.act(cora, id, "acceptance", 2, null)
                .statusCode(409)
                .body("type", problem("claimed"))
                .body("detail", containsString("carla.clerk"));
        claim(cora, null).statusCode(409).body("type", problem("claimed"));
        release(cora).statusCode(409).body("type", problem("claimed"));
        api.act(carla, id, "acceptance", 2, null).statusCode(200);
        api.act(cora, id, "answer", 3, ANSWER).statusCode(409).body("type", problem("claimed"));
        api.act(carla, id, "answer", 3, ANSWER).statusCode(200);
    }

    @Test
    void ticketIsHandedToAColleague() {
        claim(carla, null);

        claim(carla, "{\"user\": \"cora.clerk\"}").statusCode(200).body("claim.by", equalTo("cora.clerk"));

        claim(carla, null).statusCode(409);
        api.act(cora, id, "acceptance", 2, null).statusCode(200);
        api.history(SampleUser.ANNA, id)
                .body(
                        "items.findAll { it.type == 'org.poststelle.ticket.claimed.v1' }.details.user",
                        equalTo(List.of("carla.clerk", "cora.clerk")));
    }

    @Test
    void claimThatHasRunOutIsTakenOver() {
        claim(carla, null);
        database.execute("update ticket_claim set claimed_until = now() - interval '1 second' where ticket_id = ?", id);
        api.ticket(cora, id).body("claim", nullValue());

        claim(cora, null).statusCode(200).body("claim.by", equalTo("cora.clerk"));

        api.act(carla, id, "acceptance", 2, null).statusCode(409).body("type", problem("claimed"));
    }

    @Test
    void claimingAgainProlongsAndIsOneEntry() {
        claim(carla, null);
        database.execute("update ticket_claim set claimed_until = now() + interval '1 minute' where ticket_id = ?", id);

        claim(carla, null).statusCode(200);

        assertThat(database.one(
                        Boolean.class,
                        "select claimed_until > now() + interval '50 minutes' from ticket_claim where ticket_id = ?",
                        id))
                .isTrue();
        assertThat(claimedEntries()).hasSize(1);
    }

    @Test
    void oneOfTwoWhoClaimAtOnceGetsTheTicket() throws Exception {
        try (var clerks = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> byCarla = () -> claim(carla, null).extract().statusCode();
            Callable<Integer> byCora = () -> claim(cora, null).extract().statusCode();
            var first = clerks.submit(byCarla);
            var second = clerks.submit(byCora);

            assertThat(List.of(first.get(), second.get())).containsExactlyInAnyOrder(200, 409);
        }
        assertThat(claimedEntries()).hasSize(1);
    }

    @Test
    void clerkGivesTheTicketBackToAll() {
        claim(carla, null);

        release(carla).statusCode(200).body("claim", nullValue());
        release(carla).statusCode(200);

        claim(cora, null).statusCode(200);
        api.history(SampleUser.ANNA, id).body("items.type", hasItem("org.poststelle.ticket.released.v1"));
    }

    @Test
    void coordinatorReleasesWhatLiesTooLong() {
        claim(carla, null);

        release(SampleUser.KURT).statusCode(200).body("claim", nullValue());

        release(SampleUser.ANNA).statusCode(403);
        claim(cora, null).statusCode(200);
    }

    @Test
    void answerEndsTheClaim() {
        api.act(carla, id, "acceptance", 2, null);

        api.act(carla, id, "answer", 3, ANSWER).statusCode(200).body("claim", nullValue());

        claim(cora, null).statusCode(409).body("type", problem("nothing-to-do"));
    }

    @Test
    void ticketThatIsElsewhereCannotBeClaimed() {
        claim(SampleUser.VERA, null).statusCode(404);
        claim(SampleUser.ANNA, null).statusCode(403);
        api.act(carla, id, "return", 2, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht wir.\"}")
                .statusCode(200);
        api.decide(id, 2, "koblenz-buergeramt");

        claim(carla, null).statusCode(403).body("type", problem("not-assigned"));
    }

    @Test
    void formerAuthorityDoesNotHearWhoWorksOnTheTicket() {
        api.act(carla, id, "return", 2, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht wir.\"}")
                .statusCode(200);
        api.decide(id, 2, "koblenz-buergeramt");
        claim(TicketApi.BUERGERAMT, null).statusCode(200);

        api.ticket(carla, id).body("claim", nullValue());
        api.act(carla, id, "acceptance", 4, null)
                .statusCode(403)
                .body("type", problem("not-assigned"))
                .body("detail", not(containsString("bea.clerk")));
        release(carla).statusCode(403).body("type", problem("not-assigned"));
    }

    @Test
    void passedOnTicketTakesNoClaimAlong() {
        claim(carla, null);
        api.act(carla, id, "return", 2, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht wir.\"}")
                .statusCode(200);

        api.decide(id, 2, "koblenz-buergeramt");

        api.ticket(SampleUser.ANNA, id).body("claim", nullValue());
    }

    @Test
    void clerkListsTheOwnTicketsAndThoseThatNobodyWorksOn() {
        var free = api.create();
        api.decide(free, 1, ELTERNGELD);
        claim(carla, null);

        list(carla, "claim=ME")
                .body("items.id", hasItem(id.toString()))
                .body("items.id", not(hasItem(free.toString())));
        list(carla, "claim=NOBODY&queue=INBOX&limit=100")
                .body("items.id", hasItem(free.toString()))
                .body("items.id", not(hasItem(id.toString())));
        list(cora, "claim=ME").body("items.id", not(hasItem(id.toString())));
        api.as(carla).get("/api/v1/tickets?claim=YOU").then().statusCode(400).body("type", problem("invalid-value"));
    }

    private ValidatableResponse list(SampleUser user, String query) {
        return api.as(user).get("/api/v1/tickets?" + query).then().statusCode(200);
    }

    private ValidatableResponse claim(SampleUser user, @Nullable String body) {
        var request = api.as(user);
        if (body != null) {
            request.body(body);
        }
        return request.put("/api/v1/tickets/{id}/claim", id).then();
    }

    private ValidatableResponse release(SampleUser user) {
        return api.as(user).delete("/api/v1/tickets/{id}/claim", id).then();
    }

    private List<String> claimedEntries() {
        return database.list(
                String.class,
                "select actor from ticket_history where ticket_id = ? and type = 'org.poststelle.ticket.claimed.v1'",
                id);
    }
}
