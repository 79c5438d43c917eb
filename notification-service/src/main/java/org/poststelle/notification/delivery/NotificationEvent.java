package org.poststelle.notification.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.notification.composition.Kind;
import org.poststelle.notification.composition.Recipient;

/** What the other services learn about mails. */
sealed interface NotificationEvent extends DomainEvent {

    /** When it happened. */
    Instant at();

    /**
     * The mail server has taken the mail.
     *
     * @param letterId the text of the ticket that it carries; null for mails that carry none
     */
    record Sent(
            UUID ticketId,
            UUID notificationId,
            Kind kind,
            Recipient recipient,
            @Nullable UUID letterId,
            Instant sentAt) implements NotificationEvent {
        @Override
        public String type() {
            return "org.poststelle.notification.sent.v1";
        }

        @Override
        public Instant at() {
            return sentAt;
        }
    }

    /**
     * The mail will not be sent; someone has to reach the recipient in another way, or to have it sent again.
     *
     * @param letterId the text of the ticket that it carries; null for mails that carry none
     */
    record Failed(
            UUID ticketId,
            UUID notificationId,
            Kind kind,
            Recipient recipient,
            @Nullable UUID letterId,
            Reason reason,
            Instant failedAt)
            implements NotificationEvent {
        @Override
        public String type() {
            return "org.poststelle.notification.failed.v1";
        }

        @Override
        public Instant at() {
            return failedAt;
        }
    }

    /** Why a mail failed. */
    enum Reason {
        /** The mail server refused it for good. */
        REJECTED,
        /** There is no usable address. */
        NO_ADDRESS,
        /** It could not be handed over for two days. */
        RETRIES_EXHAUSTED,
        /** It was handed over, the answer got lost, and there is no journal to ask. */
        UNCERTAIN
    }
}
