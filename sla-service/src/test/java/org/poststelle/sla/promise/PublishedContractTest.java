package org.poststelle.sla.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.messaging.EventJson;
import org.poststelle.sla.policy.Mode;
import org.poststelle.sla.policy.Recipient;
import org.poststelle.sla.policy.Target;
import org.poststelle.testenvironment.Contracts;

/** What this service publishes is what its contracts say. */
class PublishedContractTest {

    private static final Contracts CONTRACTS = Contracts.of("sla-service");
    private static final UUID TICKET = UUID.fromString("019aa1c7-5c00-7a10-8f3e-0115000000aa");
    private static final Instant DUE = Instant.parse("2026-11-23T14:00:00Z");

    static Stream<SlaEvent> events() {
        return Stream.of(
                new SlaEvent.Promised(
                        TICKET,
                        Mode.NEXT_SERVICE_DAY_SAME_TIME,
                        null,
                        Instant.parse("2026-11-20T14:00:00Z"),
                        DUE,
                        Instant.parse("2026-11-20T14:00:00.250Z")),
                new SlaEvent.Warned(
                        TICKET,
                        "koblenz-buergeramt",
                        75,
                        List.of(Recipient.AUTHORITY, Recipient.DEPUTY),
                        DUE,
                        Instant.parse("2026-11-23T11:30:00.320Z")),
                new SlaEvent.TargetWarned(
                        TICKET,
                        Target.ACCEPTANCE,
                        "koblenz-buergeramt",
                        75,
                        List.of(Recipient.AUTHORITY),
                        Instant.parse("2026-11-20T15:00:00Z"),
                        Instant.parse("2026-11-20T14:00:01Z")),
                new SlaEvent.TargetMissed(
                        TICKET,
                        Target.ACCEPTANCE,
                        "koblenz-buergeramt",
                        List.of(Recipient.AUTHORITY, Recipient.COORDINATOR),
                        Instant.parse("2026-11-20T15:00:00Z"),
                        Instant.parse("2026-11-20T15:00:01Z")),
                new SlaEvent.Paused(TICKET, DUE, Instant.parse("2026-11-23T09:12:30Z")),
                new SlaEvent.Resumed(
                        TICKET, Instant.parse("2026-11-25T14:00:00Z"), Instant.parse("2026-11-25T09:12:30Z")),
                new SlaEvent.Met(TICKET, DUE, Instant.parse("2026-11-23T09:12:30Z")),
                new SlaEvent.Unmet(TICKET, DUE, Instant.parse("2026-11-23T09:20:00Z")),
                new SlaEvent.Breached(
                        TICKET,
                        "koblenz-buergeramt",
                        List.of(Recipient.AUTHORITY, Recipient.COORDINATOR, Recipient.CENTRE_LEAD),
                        DUE,
                        Instant.parse("2026-11-23T14:00:00.640Z")),
                new SlaEvent.Withdrawn(TICKET, DUE, Instant.parse("2026-11-23T09:12:30Z")));
    }

    @ParameterizedTest
    @MethodSource("events")
    void publishedEventIsAsItsContractSays(SlaEvent event) {
        assertThat(CONTRACTS.deviations(event.type(), EventJson.write(event))).isEmpty();
    }

    @Test
    void everyEventHasAContract() {
        assertThat(events().map(Object::getClass)).containsExactlyInAnyOrder(SlaEvent.class.getPermittedSubclasses());
    }

    @Test
    void asyncApiDocumentIsValidAndNamesEveryEvent() {
        assertThat(CONTRACTS.asyncApiViolations()).isEmpty();
    }
}
