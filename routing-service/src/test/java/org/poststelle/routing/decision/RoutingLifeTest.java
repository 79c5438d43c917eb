package org.poststelle.routing.decision;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.poststelle.routing.decision.TicketStory.DECIDED;
import static org.poststelle.routing.decision.TicketStory.UNDECIDED;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

/** From the events of tickets to the events of routing, over a real broker and a real database. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
@WithTestResource(ServiceEnvironment.class)
class RoutingLifeTest {

    Topics topics;
    TokenIssuer issuer;

    @Inject
    Decisions decisions;

    @Inject
    Tickets tickets;

    @BeforeEach
    void theSampleDirectoryIsLoaded() {
        SampleDocument.read().load(issuer);
    }

    @Test
    void aNewTicketIsDecidedOnAndTheReasonsAreKept() {
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
        assertThat(decisions.of(ticket.id, new UUID(0, 0), 10)).singleElement().satisfies(decision -> {
            assertThat(decision.id()).hasToString(event.body().get("decisionId").asText());
            assertThat(decision.outcome().explanation().inWords(Locale.GERMAN))
                    .anyMatch(step -> step.contains("Elterngeldstelle ist zuständig"));
        });
    }

    @Test
    void anEventDeliveredTwiceIsDecidedOnOnce() {
        var ticket = story().created();
        ticket.createdIsDeliveredAgain();
        ticket.returned("koblenz-elterngeldstelle", "koblenz-buergeramt");

        var second = ticket.decision(2);

        assertThat(second.type())
                .as("what came of the return and not of the repetition")
                .isEqualTo(UNDECIDED);
        assertThat(decisions.of(ticket.id, new UUID(0, 0), 10)).hasSize(2);
    }

    @Test
    void aReturnedTicketGoesToTheNextCompetentAuthority() {
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
    void aReturnedTicketThatNobodyElseIsCompetentForWaitsForACoordinator() {
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

    @ParameterizedTest
    @CsvSource({
        "local:elterngeld, 999999999999, UNKNOWN_REGION",
        "local:elterngeld, nowhere, UNKNOWN_REGION",
        "local:hundesteuer, 071110000000, UNKNOWN_SERVICE",
        "99108009000000, 071110000000, NO_COMPETENCE"
    })
    void whatTheDirectoryCannotDecideWaitsForACoordinator(String service, String region, String reason) {
        var ticket = story().created(service, region);

        var event = ticket.decision(1);

        assertThat(event.type()).isEqualTo(UNDECIDED);
        assertThat(event.body().get("reason").asText()).isEqualTo(reason);
        assertThat(isWaiting(ticket)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"closed", "forwarded"})
    void aTicketThatIsClosedOrForwardedDoesNotWaitAnyLonger(String what) {
        var ticket = story().created("local:hundesteuer", "071110000000");
        ticket.decision(1);
        assertThat(isWaiting(ticket)).isTrue();

        ticket.happens(what, Map.of());

        await().atMost(20, SECONDS).until(() -> !isWaiting(ticket));
    }

    @Test
    void eventsWithoutAMeaningForRoutingChangeNothing() {
        var ticket =
                story().created().happens("accepted", Map.of()).returnedWithoutProposal("koblenz-elterngeldstelle");

        assertThat(ticket.decision(2).body().get("hop").asInt()).isEqualTo(2);
    }

    private TicketStory story() {
        return new TicketStory(topics, "KO");
    }

    private boolean isWaiting(TicketStory ticket) {
        return tickets.waiting("KO", new UUID(0, 0), 1000).stream()
                .anyMatch(waiting -> waiting.ticketId().equals(ticket.id));
    }
}
