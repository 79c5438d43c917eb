package org.poststelle.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.messaging.EventJson;
import org.poststelle.notification.composition.Kind;
import org.poststelle.notification.composition.Recipient;
import org.poststelle.notification.delivery.NotificationEvent.Failed;
import org.poststelle.notification.delivery.NotificationEvent.Reason;
import org.poststelle.notification.delivery.NotificationEvent.Sent;
import org.poststelle.testenvironment.Contracts;

/** What this service publishes is what its contracts say. */
class PublishedContractTest {

    private static final Contracts CONTRACTS = Contracts.of("notification-service");
    private static final UUID TICKET = UUID.fromString("019aa1c7-5c00-7a10-8f3e-0115000000aa");
    private static final UUID MAIL = UUID.fromString("019aa1c7-6400-7b20-9a4d-0115000000bb");
    private static final Instant AT = Instant.parse("2026-11-20T14:00:01.250Z");

    static Stream<NotificationEvent> events() {
        return Stream.of(
                new Sent(TICKET, MAIL, Kind.RECEIPT, Recipient.CITIZEN, null, AT),
                new Failed(TICKET, MAIL, Kind.FORWARDED, Recipient.AUTHORITY, null, Reason.REJECTED, AT));
    }

    @ParameterizedTest
    @MethodSource("events")
    void publishedEventIsAsItsContractSays(NotificationEvent event) {
        assertThat(CONTRACTS.deviations(event.type(), EventJson.write(event))).isEmpty();
    }

    @Test
    void everyEventHasAContract() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrder(NotificationEvent.class.getPermittedSubclasses());
    }

    @Test
    void asyncApiDocumentIsValidAndNamesEveryEvent() {
        assertThat(CONTRACTS.asyncApiViolations()).isEmpty();
    }
}
