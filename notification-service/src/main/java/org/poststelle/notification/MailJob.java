package org.poststelle.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.NotificationEvent.Failed;
import org.poststelle.notification.NotificationEvent.Reason;
import org.poststelle.notification.NotificationEvent.Sent;
import org.poststelle.notification.correspondence.Kind;
import org.poststelle.notification.correspondence.NotificationTrigger;
import org.poststelle.notification.post.Outcome;

/**
 * One mail that is to be sent once. It knows the occasion, never a name, an address or a text.
 *
 * @param messageId the same in every attempt, so that a receiver can tell a second copy
 * @param attempts how often it was tried since it was last queued
 * @param version counts the changes; who writes with an old version has lost the job to another worker
 * @param handedOver whether the attempt under way has reached the point at which the server may have taken it
 */
record MailJob(
        UUID id,
        UUID ticketId,
        String centre,
        NotificationTrigger occasion,
        String messageId,
        MailState state,
        int attempts,
        int version,
        boolean handedOver) {

    /**
     * What an attempt, or the journal, has led to.
     *
     * @param pause how long until the job is looked at again
     * @param cause a code for operators, if there is something to explain
     * @param event what to tell the others, if it concerns them
     */
    record Change(
            MailState state,
            Duration pause,
            @Nullable String cause,
            @Nullable NotificationEvent event) {}

    /** What may influence a decision, as values. */
    record Circumstances(Instant now, double chance, boolean journalKept, Duration proofDelay) {}

    /** A worker that died before the hand-over sent nothing; one that died after it may have. */
    Outcome outcomeOfExpiredLease() {
        return handedOver ? new Outcome.Indeterminate("LEASE_EXPIRED") : new Outcome.Deferred("LEASE_EXPIRED");
    }

    /** What becomes of this job after the outcome of an attempt or of the question to the journal. */
    Change after(Outcome outcome, Circumstances circumstances) {
        var change = switch (outcome) {
            case Outcome.Accepted _ -> sent(circumstances.now());
            case Outcome.Refused refused -> failed(Reason.REJECTED, refused.cause(), circumstances.now());
            case Outcome.NoRecipient _ ->
                occasion.kind() == Kind.RECEIPT
                        ? new Change(MailState.SKIPPED, Duration.ZERO, null, null)
                        : failed(Reason.NO_ADDRESS, null, circumstances.now());
            case Outcome.Indeterminate unclear ->
                circumstances.journalKept()
                        ? new Change(MailState.UNCERTAIN, circumstances.proofDelay(), unclear.cause(), null)
                        : failed(Reason.UNCERTAIN, unclear.cause(), circumstances.now());
            case Outcome.Deferred deferred ->
                BackOff.after(attempts, circumstances.chance())
                        .map(pause -> new Change(MailState.RETRY, pause, deferred.cause(), null))
                        .orElseGet(() -> failed(Reason.RETRIES_EXHAUSTED, deferred.cause(), circumstances.now()));
        };
        demand(change.state());
        return change;
    }

    /** A coordinator has it sent again. */
    Change again() {
        demand(MailState.RETRY);
        return new Change(MailState.RETRY, Duration.ZERO, null, null);
    }

    private Change sent(Instant now) {
        var kind = occasion.kind();
        var event = new Sent(ticketId, id, kind, kind.recipient(), now);
        return new Change(MailState.SENT, Duration.ZERO, null, event);
    }

    private Change failed(Reason reason, @Nullable String cause, Instant now) {
        var kind = occasion.kind();
        var event = new Failed(ticketId, id, kind, kind.recipient(), reason, now);
        return new Change(MailState.FAILED, Duration.ZERO, cause, event);
    }

    private void demand(MailState next) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException("A mail job that is " + state + " does not become " + next);
        }
    }
}
