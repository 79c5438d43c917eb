package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics.Message;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class MergeTest extends TicketServiceTest {

    private static final String WITHDRAWN = "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}";

    @Test
    void mergedTicketIsClosedAsADuplicateAndLinkedToTheOneThatRemains() {
        var remaining = api.create();
        var duplicate = api.create();

        merge(SampleUser.ANNA, duplicate, 1, remaining)
                .statusCode(200)
                .body("state", equalTo("CLOSED"))
                .body("closure", equalTo("DUPLICATE"))
                .body("version", equalTo(2))
                .body("actions", not(hasItem("REOPEN")));

        api.ticket(SampleUser.ANNA, remaining).body("state", equalTo("NEW")).body("version", equalTo(1));
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/links", remaining)
                .then()
                .body("items.id", contains(duplicate.toString()))
                .body("items.kind", contains("DUPLICATE_OF"));
        api.history(SampleUser.ANNA, duplicate)
                .body("items.type", hasItems("org.poststelle.ticket.closed.v1", "org.poststelle.ticket.linked.v1"));
        api.history(SampleUser.ANNA, remaining)
                .body("items.type", hasItem("org.poststelle.ticket.linked.v1"))
                .body("items[-1].details.ticketId", equalTo(duplicate.toString()));
        await().untilAsserted(() -> assertThat(topics.about(duplicate, "tickets"))
                .extracting(Message::type)
                .containsExactly("org.poststelle.ticket.created.v1", "org.poststelle.ticket.closed.v1"));
        var closed = topics.about(duplicate, "tickets").getLast().body();
        assertThat(closed.path("outcome").asText()).isEqualTo("DUPLICATE");
        assertThat(closed.has("letterId")).isFalse();
    }

    @Test
    void clerkMergesTicketsOfTheAuthority() {
        var remaining = api.create();
        var duplicate = api.create();
        var elsewhere = api.create();
        api.decide(remaining, 1, ELTERNGELD);
        api.decide(duplicate, 1, ELTERNGELD);
        api.decide(elsewhere, 1, "koblenz-buergeramt");

        merge(SampleUser.CARLA, duplicate, 2, elsewhere).statusCode(404);
        merge(SampleUser.CARLA, elsewhere, 2, duplicate).statusCode(404);
        merge(SampleUser.CARLA, duplicate, 2, remaining).statusCode(200).body("closure", equalTo("DUPLICATE"));
    }

    @Test
    void formerAuthorityDoesNotMerge() {
        var remaining = api.create();
        var duplicate = api.create();
        api.decide(remaining, 1, ELTERNGELD);
        api.decide(duplicate, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, duplicate, "return", 2, "{\"reason\": \"OTHER\", \"text\": \"Text\"}")
                .statusCode(200);

        merge(SampleUser.CARLA, duplicate, 3, remaining).statusCode(403).body("type", problem("not-assigned"));
    }

    @Test
    void ticketsOfDifferentCitizensAreNotMerged() {
        var remaining = api.create();
        var other = api.create(ENQUIRY.replace("erika@beispiel.example", "emil@beispiel.example"))
                .id();

        merge(SampleUser.ANNA, other, 1, remaining)
                .statusCode(409)
                .body("type", problem("other-citizen"))
                .body("field", equalTo("into"));
        api.ticket(SampleUser.ANNA, other).body("state", equalTo("NEW"));
    }

    @Test
    void mailAddressIsTheSameHoweverItIsWritten() {
        var remaining = api.create();
        var duplicate = api.create(ENQUIRY.replace("erika@beispiel.example", "Erika@Beispiel.example"))
                .id();

        merge(SampleUser.ANNA, duplicate, 1, remaining).statusCode(200);
    }

    @Test
    void ticketIsNotMergedIntoItselfOrItsDuplicate() {
        var first = api.create();
        var second = api.create();
        merge(SampleUser.ANNA, first, 1, first).statusCode(409).body("type", problem("linked-in-a-circle"));
        api.as(SampleUser.ANNA)
                .body("{\"kind\": \"DUPLICATE_OF\"}")
                .put("/api/v1/tickets/{id}/links/{other}", second, first)
                .then()
                .statusCode(200);

        merge(SampleUser.ANNA, first, 1, second).statusCode(409).body("type", problem("linked-in-a-circle"));
    }

    @Test
    void closedOrErasedTicketTakesNoOther() {
        var ticket = api.create();
        var closed = api.create();
        api.act(SampleUser.ANNA, closed, "closure", 1, WITHDRAWN).statusCode(200);
        merge(SampleUser.ANNA, ticket, 1, closed).statusCode(409).body("type", problem("merged-into-closed"));
        api.act(SampleUser.KURT, closed, "erasure", 2, null).statusCode(200);

        merge(SampleUser.ANNA, ticket, 1, closed).statusCode(409).body("type", problem("merged-into-closed"));
        merge(SampleUser.ANNA, closed, 3, ticket).statusCode(409).body("type", problem("invalid-transition"));
    }

    @Test
    void answeredTicketIsNotMerged() {
        var remaining = api.create();
        var answered = api.create();
        api.decide(answered, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, answered, "acceptance", 2, null).statusCode(200);
        api.act(SampleUser.CARLA, answered, "answer", 3, "{\"text\": \"Ja.\"}").statusCode(200);

        merge(SampleUser.ANNA, answered, 4, remaining).statusCode(409).body("type", problem("invalid-transition"));
    }

    @Test
    void ticketIsClosedAsADuplicateOnlyByMerging() {
        var id = api.create();
        api.act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"DUPLICATE\", \"text\": \"Text\"}")
                .statusCode(409)
                .body("type", problem("outcome-not-allowed"));
    }

    @Test
    void mergedTicketIsNotReopened() {
        var remaining = api.create();
        var duplicate = api.create();
        merge(SampleUser.ANNA, duplicate, 1, remaining).statusCode(200);

        api.act(SampleUser.ANNA, duplicate, "reopening", 2, "{\"text\": \"Doch nicht.\"}")
                .statusCode(409)
                .body("type", problem("closed-for-good"));
    }

    private ValidatableResponse merge(SampleUser user, UUID id, long version, UUID into) {
        return api.act(user, id, "merge", version, "{\"into\": \"%s\"}".formatted(into));
    }
}
