package org.poststelle.notification.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.composition.Kind;
import org.poststelle.notification.composition.Recipient;
import org.poststelle.notification.delivery.NotificationEvent.Reason;

/**
 * A mail as staff see it: that it was sent or why not, never to whom.
 *
 * @param attempts how often it was tried since it was last queued
 * @param reason why it failed; absent unless it did
 * @param cause a code for operators about the last attempt, such as {@code SMTP_450}
 */
public record Notification(
        UUID id,
        UUID ticketId,
        Kind kind,
        Recipient recipient,
        MailState state,
        int attempts,
        @Nullable Reason reason,
        @Nullable String cause,
        Instant createdAt,
        @Nullable Instant sentAt) {}
