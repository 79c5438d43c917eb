package org.poststelle.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.messaging.EventJson;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.RecordedDecision.DecidedBy;
import org.poststelle.testenvironment.Contracts;

/** What this service publishes is what its contracts say. */
class PublishedContractTest {

    private static final Contracts CONTRACTS = Contracts.of("routing-service");
    private static final UUID TICKET = UUID.fromString("019aa1c7-5c00-7a10-8f3e-0115000000aa");

    static Stream<RoutingEvent> events() {
        return Stream.of(
                new RoutingEvent.Decided(
                        TICKET,
                        UUID.fromString("019aa1c7-5c40-7b20-9f4e-0115000000bb"),
                        "koblenz-elterngeldstelle",
                        1,
                        "local:elterngeld",
                        "071110000000",
                        DecidedBy.RULE,
                        Instant.parse("2026-11-20T14:00:00.200Z")),
                new RoutingEvent.Undecided(
                        TICKET,
                        UUID.fromString("019aa1c7-5c80-7b20-9f4e-0115000000cc"),
                        2,
                        Reason.NO_COMPETENCE,
                        Instant.parse("2026-11-20T15:30:00.120Z")));
    }

    @ParameterizedTest
    @MethodSource("events")
    void publishedEventIsAsItsContractSays(RoutingEvent event) {
        assertThat(CONTRACTS.deviations(event.type(), EventJson.write(event))).isEmpty();
    }

    @Test
    void everyEventHasAContract() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrder(RoutingEvent.class.getPermittedSubclasses());
    }

    @Test
    void asyncApiDocumentIsValidAndNamesEveryEvent() {
        assertThat(CONTRACTS.asyncApiViolations()).isEmpty();
    }

    @Test
    void everyReasonIsInTheSchema() {
        var reasons = CONTRACTS.read("routing.undecided.v1.schema.json").at("/properties/reason/enum");

        assertThat(reasons.valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Reason.values()).map(Reason::name).toList());
    }
}
