package org.poststelle.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.poststelle.routing.decision.TicketStory.DECIDED;
import static org.poststelle.routing.decision.TicketStory.UNDECIDED;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.routing.SampleDocument;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

/** From the events of tickets to the events of routing, over a real broker and a real database. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
@WithTestResource(ServiceEnvironment.class)
class RoutingEventsTest {

    Topics topics;
    TokenIssuer issuer;

    Database database;

    @Inject
    Decisions decisions;

    @Inject
    RoutingCommands commands;

    @BeforeEach
    void loadSampleDirectory() {
        SampleDocument.read().load(issuer);
    }

    @Test
    void newTicketIsDecidedWithAnExplanation() {
        var ticket = story().created();

        var event = ticket.decision(1);

        assertThat(event.type()).isEqualTo(DECIDED);
        assertThat(event.body().get("authority").asText()).isEqualTo("koblenz-elterngeldstelle");
        assertThat(event.body().get("hop").asInt()).isEqualTo(1);
        assertThat(event.body().get("decidedBy").asText()).isEqualTo("RULE");
        assertThat(event.headers())
                .containsEntry("ce_centre", "KO")
                .containsEntry("ce_source", "/poststelle/routing-service");
        assertThat(Contracts.of("routing-service").violations(DECIDED, event.body()))
                .isEmpty();
        assertThat(decisionsOn(ticket)).singleElement().satisfies(decision -> {
            assertThat(decision.id()).hasToString(event.body().get("decisionId").asText());
            assertThat(decision.outcome().explanation().inWords(Locale.GERMAN))
                    .anyMatch(step -> step.contains("Elterngeldstelle ist zuständig"));
        });
    }

    @Test
    void duplicateEventIsDecidedOnce() {
        var ticket = story().created();
        ticket.createdIsDeliveredAgain();
        ticket.returned("koblenz-elterngeldstelle", "koblenz-buergeramt");

        var second = ticket.decision(2);

        assertThat(second.type())
                .as("what came of the return and not of the repetition")
                .isEqualTo(UNDECIDED);
        assertThat(decisionsOn(ticket)).hasSize(2);
    }

    @Test
    void returnedTicketGoesToTheNextCompetentAuthority() {
        SampleDocument.read()
                .with(
                        "competences",
                        "{'authority':'koblenz-buergeramt','regionKey':'07','services':['local:elterngeld']}")
                .load(issuer);
        var ticket = story().created();
        ticket.decision(1);

        ticket.returnedWithoutProposal("koblenz-elterngeldstelle");
        var second = ticket.decision(2);

        assertThat(second.type()).isEqualTo(DECIDED);
        assertThat(second.body().get("authority").asText()).isEqualTo("koblenz-buergeramt");
        assertThat(second.body().get("hop").asInt()).isEqualTo(2);
        assertThat(second.version()).isEqualTo(2);
    }

    @Test
    void returnedTicketWithoutOtherCompetenceWaitsForACoordinator() {
        var ticket = story().created();
        ticket.decision(1);

        ticket.returned("koblenz-elterngeldstelle", "koblenz-buergeramt");
        var second = ticket.decision(2);

        assertThat(second.type()).isEqualTo(UNDECIDED);
        assertThat(second.body().get("hop").asInt()).isEqualTo(2);
        assertThat(second.body().get("reason").asText()).isEqualTo("NO_COMPETENCE");
        assertThat(Contracts.of("routing-service").violations(UNDECIDED, second.body()))
                .isEmpty();
        assertThat(isWaiting(ticket)).isTrue();
    }

    @Test
    void ticketWhoseServiceWasMistakenIsDecidedAnew() {
        var mistaken = Map.of("serviceKey", "local:hundesteuer", "regionKey", "071110000000");
        var right = Map.of("serviceKey", "local:elterngeld", "regionKey", "071110000000");
        var ticket = story().created().returnedWithoutProposal("koblenz-elterngeldstelle");
        ticket.decision(2);

        ticket.happens("reclassified", mistaken);
        assertThat(ticket.decision(3).body().get("reason").asText()).isEqualTo("UNKNOWN_SERVICE");
        ticket.happens("reclassified", right);
        var decided = ticket.decision(4);

        assertThat(decided.body().get("authority").asText())
                .as("though it returned the ticket when something else was asked")
                .isEqualTo("koblenz-elterngeldstelle");
        assertThat(decided.body().get("serviceKey").asText()).isEqualTo("local:elterngeld");
        assertThat(decided.body().get("hop").asInt()).isEqualTo(4);
        assertThat(Contracts.of("routing-service").violations(DECIDED, decided.body()))
                .isEmpty();
        assertThat(isWaiting(ticket)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "local:elterngeld, 999999999999, UNKNOWN_REGION",
        "local:elterngeld, nowhere, UNKNOWN_REGION",
        "local:hundesteuer, 071110000000, UNKNOWN_SERVICE",
        "99108009000000, 071110000000, NO_COMPETENCE"
    })
    void undecidableTicketWaitsForACoordinator(String service, String region, String reason) {
        var ticket = story().created(service, region);

        var event = ticket.decision(1);

        assertThat(event.type()).isEqualTo(UNDECIDED);
        assertThat(event.body().get("reason").asText()).isEqualTo(reason);
        assertThat(isWaiting(ticket)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"closed", "forwarded"})
    void closedOrForwardedTicketDoesNotWait(String what) {
        var ticket = story().created("local:hundesteuer", "071110000000");
        ticket.decision(1);
        assertThat(isWaiting(ticket)).isTrue();

        ticket.happens(what, Map.of());

        await().until(() -> !isWaiting(ticket));
    }

    @Test
    void otherEventsChangeNothing() {
        var ticket =
                story().created().happens("accepted", Map.of()).returnedWithoutProposal("koblenz-elterngeldstelle");

        assertThat(ticket.decision(2).body().get("hop").asInt()).isEqualTo(2);
    }

    private TicketStory story() {
        return new TicketStory(topics, "KO");
    }

    @Test
    void closedTicketsAreKeptForFourYears() {
        var old = story().created().happens("closed", Map.of());
        var recent = story().created().happens("closed", Map.of());
        var open = story().created();
        await().untilAsserted(() -> assertThat(
                        database.list(UUID.class, "select id from routed_ticket where closed_at is not null"))
                .contains(old.id, recent.id));
        open.decision(1);
        var reopened = story().created().happens("closed", Map.of()).happens("reopened", Map.of());
        await().untilAsserted(() -> assertThat(
                        database.list(UUID.class, "select id from routed_ticket where closed_at is null"))
                .contains(reopened.id));
        var closed = "update routed_ticket set closed_at = now() - ?::interval where id = ?";
        database.execute(closed, "1462 days", old.id);
        database.execute(closed, "1460 days", recent.id);

        assertThat(AccessScope.SERVICE.<Integer>call(() -> commands.purgeClosed(10)))
                .isOne();

        assertThat(decisionsOn(old)).isEmpty();
        assertThat(decisionsOn(recent)).hasSize(1);
        assertThat(decisionsOn(open)).hasSize(1);
    }

    @Test
    void rowPoliciesHideRowsOfOthers() {
        var ticket = story().created();
        ticket.decision(1);
        for (var rows : List.of(
                "routed_ticket where id = '" + ticket.id + "'", "decision where ticket_id = '" + ticket.id + "'")) {
            for (var visible : List.of("service", "centre:KO", "authority:koblenz-elterngeldstelle")) {
                assertThat(database.countAs(visible, rows)).as(visible).isOne();
            }
            for (var hidden : List.of("centre:TR", "authority:koblenz-buergeramt", "nobody", "")) {
                assertThat(database.countAs(hidden, rows)).as(hidden).isZero();
            }
        }
    }

    private List<RecordedDecision> decisionsOn(TicketStory ticket) {
        return AccessScope.SERVICE.call(() ->
                QuarkusTransaction.requiringNew().call(() -> decisions.of(ticket.id, new UUID(0, 0), 10)));
    }

    private boolean isWaiting(TicketStory ticket) {
        return database.one(
                        Long.class,
                        "select count(*) from routed_ticket where id = ? and undecided is not null",
                        ticket.id)
                == 1;
    }
}
