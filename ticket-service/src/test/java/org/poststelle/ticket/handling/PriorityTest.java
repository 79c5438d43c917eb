package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics.Message;
import org.poststelle.ticket.TicketApi;
import org.poststelle.ticket.TicketServiceTest;

/** How urgent a ticket is can turn out later. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PriorityTest extends TicketServiceTest {

    private static final String TYPE = "org.poststelle.ticket.prioritised.v1";
    private static final String NORMAL = "{\"priority\": \"NORMAL\"}";
    private static final String URGENT = "{\"priority\": \"URGENT\"}";
    private static final String EXPLAINED = "{\"priority\": \"URGENT\", \"reason\": \"Die Heizung ist ausgefallen.\"}";

    @Test
    void urgentTicketStaysWithTheClerkWhoWorksOnIt() {
        var id = accepted();

        api.put(SampleUser.ANNA, id, "priority", 3, EXPLAINED)
                .statusCode(200)
                .header("ETag", equalTo("\"4\""))
                .body("priority", equalTo("URGENT"))
                .body("state", equalTo("ACCEPTED"))
                .body("authority", equalTo(ELTERNGELD))
                .body("claim.by", equalTo(SampleUser.CARLA.name()))
                .body("actions", hasItem("PRIORITISE"));

        var prioritised = topics.await(id, "tickets", TYPE);
        assertThat(Contracts.of("ticket-service").violations(prioritised.type(), prioritised.body()))
                .isEmpty();
        assertThat(prioritised.version()).isEqualTo(4);
        assertThat(prioritised.body().get("priority").asText()).isEqualTo("URGENT");
        assertThat(prioritised.body().toString()).doesNotContain("Heizung");
        api.history(SampleUser.CARLA, id)
                .body("items.find { it.type == '%s' }.actor".formatted(TYPE), equalTo(SampleUser.ANNA.name()))
                .body("items.find { it.type == '%s' }.text".formatted(TYPE), equalTo("Die Heizung ist ausgefallen."));
        api.act(SampleUser.CARLA, id, "answer", 4, "{\"text\": \"Ja.\"}").statusCode(200);
    }

    @Test
    void clerkCanLowerThePriorityWithoutSayingWhy() {
        var id = accepted();
        api.put(SampleUser.KURT, id, "priority", 3, URGENT).statusCode(200);

        api.put(SampleUser.CARLA, id, "priority", 4, NORMAL)
                .statusCode(200)
                .body("priority", equalTo("NORMAL"))
                .body("version", equalTo(5));

        api.history(SampleUser.ANNA, id)
                .body("items.findAll { it.type == '%s' }.details.priority".formatted(TYPE), hasItem("NORMAL"))
                .body("items.findAll { it.type == '%s' }[1].text".formatted(TYPE), nullValue());
    }

    @Test
    void ticketThatNobodyHasAndOneThatWaitsCanBecomeUrgent() {
        var fresh = api.create();
        api.put(SampleUser.ANNA, fresh, "priority", 1, URGENT).statusCode(200).body("state", equalTo("NEW"));

        var waiting = accepted();
        api.act(SampleUser.CARLA, waiting, "question", 3, "{\"text\": \"Seit wann?\"}")
                .statusCode(200);
        api.put(SampleUser.ANNA, waiting, "priority", 4, URGENT)
                .statusCode(200)
                .body("state", equalTo("WAITING"))
                .body("actions", hasItem("REPLY"));
    }

    @Test
    void secondClickChangesNothing() {
        var id = api.create();
        api.put(SampleUser.ANNA, id, "priority", 1, EXPLAINED).statusCode(200).body("version", equalTo(2));
        api.put(SampleUser.ANNA, id, "priority", 2, EXPLAINED).statusCode(200).body("version", equalTo(2));

        api.history(SampleUser.ANNA, id).body("items.count { it.type == '%s' }".formatted(TYPE), equalTo(1));
        topics.await(id, "tickets", TYPE);
        assertThat(topics.about(id, "tickets")).extracting(Message::type).containsOnlyOnce(TYPE);
    }

    @Test
    void changeOnAnOldVersionIsRefused() {
        var id = accepted();
        api.put(SampleUser.ANNA, id, "priority", 2, URGENT).statusCode(412).body("type", problem("stale-version"));
        api.as(SampleUser.ANNA)
                .body(URGENT)
                .put("/api/v1/tickets/{id}/priority", id)
                .then()
                .statusCode(428)
                .body("type", problem("missing-version"));
        api.ticket(SampleUser.ANNA, id).body("priority", equalTo("NORMAL"));
    }

    @Test
    void closedTicketKeepsItsPriority() {
        var id = api.create();
        api.act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Erledigt.\"}")
                .statusCode(200)
                .body("actions", not(hasItem("PRIORITISE")));
        api.put(SampleUser.ANNA, id, "priority", 2, URGENT).statusCode(409).body("type", problem("invalid-transition"));
    }

    @Test
    void authorityThatDoesNotHaveTheTicketCannotChangeIt() {
        var id = accepted();
        api.put(TicketApi.BUERGERAMT, id, "priority", 3, URGENT).statusCode(404).body("type", problem("not-found"));

        api.act(SampleUser.CARLA, id, "return", 3, "{\"reason\": \"OTHER\", \"text\": \"Nein.\"}")
                .statusCode(200);
        api.ticket(SampleUser.CARLA, id).body("actions", empty());
        api.put(SampleUser.CARLA, id, "priority", 4, URGENT).statusCode(403).body("type", problem("not-assigned"));
    }

    @Test
    void colleagueOfTheClerkWhoWorksOnItCannotChangeIt() {
        var id = accepted();
        var colleague = new SampleUser("cora.clerk", "clerk", null, ELTERNGELD);
        api.put(colleague, id, "priority", 3, URGENT).statusCode(409).body("type", problem("claimed"));
    }

    @Test
    void priorityMustBeOneThatExists() {
        var id = api.create();
        api.put(SampleUser.ANNA, id, "priority", 1, "{\"priority\": \"HIGH\"}")
                .statusCode(400)
                .body("type", problem("invalid-value"))
                .body("field", equalTo("priority"));
        api.put(SampleUser.ANNA, id, "priority", 1, "{}").statusCode(422).body("violations.field", hasItem("priority"));
        api.put(SampleUser.ANNA, id, "priority", 1, EXPLAINED.replace("Heizung", "Heizung\\u0000"))
                .statusCode(422)
                .body("violations.field", hasItem("reason"));
    }

    private UUID accepted() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        return id;
    }
}
