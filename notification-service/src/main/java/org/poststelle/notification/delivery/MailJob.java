package org.poststelle.notification.delivery;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.composition.Kind;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.composition.Recipient;
import org.poststelle.notification.composition.Target;
import org.poststelle.notification.delivery.NotificationEvent.Failed;
import org.poststelle.notification.delivery.NotificationEvent.Reason;
import org.poststelle.notification.delivery.NotificationEvent.Sent;
import org.poststelle.notification.smtp.Outcome;

/**
 * One email that is to be sent once, as a worker got it. It knows the trigger, never a name, an address or a text. Workers hold it
 * for longer than a transaction, so a change is not written by Hibernate but by {@link MailJobs#change}, provided that the job is
 * still as it was.
 */
@Entity
@Immutable
@SuppressWarnings({"NullAway.Init", "unused"}) // filled by Hibernate
class MailJob {

    @Id
    private UUID id;

    private UUID ticketId;
    private String centre;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Enumerated(EnumType.STRING)
    private Recipient recipient;

    private @Nullable Instant dueAt;
    private @Nullable String authority;
    private @Nullable Integer hop;
    private @Nullable UUID letterId;
    private @Nullable Integer percent;

    @Enumerated(EnumType.STRING)
    private @Nullable Target target;

    private String messageId;

    @Enumerated(EnumType.STRING)
    private MailState state;

    private int attempts;
    private int version;
    private @Nullable Instant handedOverAt;

    @Enumerated(EnumType.STRING)
    private @Nullable Reason reason;

    private @Nullable String cause;
    private Instant createdAt;
    private @Nullable Instant sentAt;

    /** For Hibernate. */
    protected MailJob() {}

    /**
     * @param messageId the same in every attempt, so that a receiver can tell a second copy
     * @param attempts how often it was tried since it was last queued
     * @param version counts the changes; who writes with an old version has lost the job to another worker
     * @param handedOverAt since when, in the attempt under way, the server may have taken it
     */
    MailJob(
            UUID id,
            UUID ticketId,
            String centre,
            NotificationTrigger trigger,
            String messageId,
            MailState state,
            int attempts,
            int version,
            @Nullable Instant handedOverAt) {
        this.id = id;
        this.ticketId = ticketId;
        this.centre = centre;
        this.kind = trigger.kind();
        this.recipient = trigger.recipient();
        this.authority = trigger.authority();
        this.messageId = messageId;
        this.state = state;
        this.attempts = attempts;
        this.version = version;
        this.handedOverAt = handedOverAt;
        switch (trigger) {
            case NotificationTrigger.Promised promised -> this.dueAt = promised.dueAt();
            case NotificationTrigger.Delayed delayed -> this.dueAt = delayed.dueAt();
            case NotificationTrigger.Forwarded forwarded -> this.hop = forwarded.hop();
            case NotificationTrigger.Asked asked -> {
                this.letterId = asked.questionId();
                this.dueAt = asked.replyBy();
            }
            case NotificationTrigger.AskedAgain asked -> {
                this.letterId = asked.questionId();
                this.dueAt = asked.replyBy();
            }
            case NotificationTrigger.Informed informed -> this.letterId = informed.letterId();
            case NotificationTrigger.Closed closed -> this.letterId = closed.letterId();
            case NotificationTrigger.Reopened reopened -> this.dueAt = reopened.reopenedAt();
            case NotificationTrigger.Answered answered -> this.letterId = answered.answerId();
            case NotificationTrigger.Warned warned -> {
                this.percent = warned.percent();
                this.dueAt = warned.dueAt();
            }
            case NotificationTrigger.Breached breached -> this.dueAt = breached.dueAt();
            case NotificationTrigger.TargetWarned warned -> {
                this.target = warned.target();
                this.percent = warned.percent();
                this.dueAt = warned.dueAt();
            }
            case NotificationTrigger.TargetMissed missed -> {
                this.target = missed.target();
                this.dueAt = missed.dueAt();
            }
        }
    }

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

    /** A worker that died before the handover sent nothing; one that died after it may have. */
    Outcome outcomeOfExpiredLease() {
        return handedOverAt == null
                ? new Outcome.Deferred("LEASE_EXPIRED")
                : new Outcome.Indeterminate("LEASE_EXPIRED");
    }

    /** What becomes of this job after the outcome of an attempt or of the question to the journal. */
    Change after(Outcome outcome, Circumstances circumstances) {
        var change = switch (outcome) {
            case Outcome.Accepted _ -> sent(circumstances.now());
            case Outcome.Refused refused -> failed(Reason.REJECTED, refused.cause(), circumstances.now());
            case Outcome.NoRecipient _ ->
                kind.isOnlyForThoseWithAnAddress()
                        ? new Change(MailState.SKIPPED, Duration.ZERO, null, null)
                        : failed(Reason.NO_ADDRESS, null, circumstances.now());
            case Outcome.NotRequested _ -> new Change(MailState.SKIPPED, Duration.ZERO, null, null);
            case Outcome.Indeterminate indeterminate ->
                circumstances.journalKept()
                        ? new Change(MailState.UNCERTAIN, circumstances.proofDelay(), indeterminate.cause(), null)
                        : failed(Reason.UNCERTAIN, indeterminate.cause(), circumstances.now());
            case Outcome.Deferred deferred ->
                RetrySchedule.after(attempts, circumstances.chance())
                        .map(pause -> new Change(MailState.RETRY, pause, deferred.cause(), null))
                        .orElseGet(() -> failed(Reason.RETRIES_EXHAUSTED, deferred.cause(), circumstances.now()));
            // not the email's fault, so it is not given up for it
            case Outcome.SenderRefused refused ->
                new Change(
                        MailState.RETRY, RetrySchedule.pause(attempts, circumstances.chance()), refused.cause(), null);
        };
        require(change.state());
        return change;
    }

    /** A coordinator has it sent again. */
    Change again() {
        require(MailState.RETRY);
        return new Change(MailState.RETRY, Duration.ZERO, null, null);
    }

    UUID id() {
        return id;
    }

    UUID ticketId() {
        return ticketId;
    }

    String centre() {
        return centre;
    }

    Kind kind() {
        return kind;
    }

    /** Why the email is written. */
    NotificationTrigger trigger() {
        return switch (kind) {
            case RECEIPT -> new NotificationTrigger.Promised(Objects.requireNonNull(dueAt));
            case DELAYED -> new NotificationTrigger.Delayed(Objects.requireNonNull(dueAt));
            case FORWARDED ->
                new NotificationTrigger.Forwarded(Objects.requireNonNull(authority), Objects.requireNonNull(hop));
            case ANSWER -> new NotificationTrigger.Answered(Objects.requireNonNull(letterId));
            case QUESTION ->
                new NotificationTrigger.Asked(Objects.requireNonNull(letterId), Objects.requireNonNull(dueAt));
            case QUESTION_REMINDER ->
                new NotificationTrigger.AskedAgain(Objects.requireNonNull(letterId), Objects.requireNonNull(dueAt));
            case INTERIM -> new NotificationTrigger.Informed(Objects.requireNonNull(letterId));
            case CLOSED -> new NotificationTrigger.Closed(Objects.requireNonNull(letterId));
            case REOPENED ->
                new NotificationTrigger.Reopened(Objects.requireNonNull(authority), Objects.requireNonNull(dueAt));
            case REMINDER ->
                new NotificationTrigger.Warned(
                        recipient, authority, Objects.requireNonNull(percent), Objects.requireNonNull(dueAt));
            case OVERDUE -> new NotificationTrigger.Breached(recipient, authority, Objects.requireNonNull(dueAt));
            case TARGET_REMINDER ->
                new NotificationTrigger.TargetWarned(
                        Objects.requireNonNull(target),
                        recipient,
                        authority,
                        Objects.requireNonNull(percent),
                        Objects.requireNonNull(dueAt));
            case TARGET_MISSED ->
                new NotificationTrigger.TargetMissed(
                        Objects.requireNonNull(target), recipient, authority, Objects.requireNonNull(dueAt));
        };
    }

    String messageId() {
        return messageId;
    }

    MailState state() {
        return state;
    }

    int version() {
        return version;
    }

    private Change sent(Instant now) {
        var event = new Sent(ticketId, id, kind, recipient, letterId, now);
        return new Change(MailState.SENT, Duration.ZERO, null, event);
    }

    private Change failed(Reason why, @Nullable String code, Instant now) {
        var event = new Failed(ticketId, id, kind, recipient, letterId, why, now);
        return new Change(MailState.FAILED, Duration.ZERO, code, event);
    }

    private void require(MailState next) {
        if (!state.next().contains(next)) {
            throw new IllegalStateException("A mail job that is " + state + " does not become " + next);
        }
    }
}
