package org.poststelle.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.notification.composition.Kind;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.composition.Recipient;
import org.poststelle.notification.composition.Target;
import org.poststelle.notification.delivery.MailJob.Circumstances;
import org.poststelle.notification.delivery.NotificationEvent.Failed;
import org.poststelle.notification.delivery.NotificationEvent.Reason;
import org.poststelle.notification.delivery.NotificationEvent.Sent;
import org.poststelle.notification.smtp.Outcome;

class MailJobTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");
    private static final Duration PROOF_DELAY = Duration.ofMinutes(10);
    private static final Circumstances WITH_JOURNAL = new Circumstances(NOW, 0, true, PROOF_DELAY);
    private static final Circumstances WITHOUT_JOURNAL = new Circumstances(NOW, 0, false, PROOF_DELAY);
    private static final NotificationTrigger RECEIPT = new NotificationTrigger.Promised(NOW);
    private static final NotificationTrigger FORWARDED =
            new NotificationTrigger.Forwarded("koblenz-elterngeldstelle", 1);
    private static final NotificationTrigger ANSWER = new NotificationTrigger.Answered(new UUID(0, 3));

    private static MailJob job(MailState state, NotificationTrigger trigger, int attempts, boolean handedOver) {
        var id = new UUID(0, 1);
        return new MailJob(
                id, new UUID(0, 2), "KO", trigger, "<1@a.example>", state, attempts, 1, handedOver ? NOW : null);
    }

    private static MailJob sending(NotificationTrigger trigger) {
        return job(MailState.SENDING, trigger, 1, false);
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(textBlock = """
            CREATED,    SENDING
            RETRY,      SENDING
            SENDING,    SENT RETRY UNCERTAIN FAILED SKIPPED
            UNCERTAIN,  SENT RETRY FAILED
            FAILED,     RETRY
            SENT,       ''
            SKIPPED, ''
            """)
    void stateBecomesOnlyTheStatesOfTheTable(MailState state, String next) {
        var expected = EnumSet.noneOf(MailState.class);
        Stream.of(next.split(" "))
                .filter(name -> !name.isEmpty())
                .map(MailState::valueOf)
                .forEach(expected::add);

        assertThat(state.next()).isEqualTo(expected);
    }

    static Stream<Arguments> everyStateWithEveryOutcome() {
        return Stream.of(MailState.values())
                .flatMap(state -> Stream.of(
                                new Outcome.Accepted(),
                                new Outcome.Deferred("SMTP_450"),
                                new Outcome.Refused("SMTP_550"),
                                new Outcome.Indeterminate("NO_REPLY"),
                                new Outcome.NoRecipient(),
                                new Outcome.NotRequested(),
                                new Outcome.SenderRefused("SMTP_550"))
                        .map(outcome -> Arguments.of(state, outcome)));
    }

    @ParameterizedTest(name = "{1} while {0}")
    @MethodSource("everyStateWithEveryOutcome")
    void outcomesLeadOnlyToStatesOfTheTable(MailState state, Outcome outcome) {
        var fromSending = sending(RECEIPT).after(outcome, WITH_JOURNAL).state();
        var job = job(state, RECEIPT, 1, false);

        if (state.next().contains(fromSending)) {
            assertThat(job.after(outcome, WITH_JOURNAL).state()).isEqualTo(fromSending);
        } else {
            assertThatThrownBy(() -> job.after(outcome, WITH_JOURNAL)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void acceptedEmailIsSentAndPublished() {
        var job = sending(ANSWER);

        var change = job.after(new Outcome.Accepted(), WITH_JOURNAL);

        assertThat(change.state()).isEqualTo(MailState.SENT);
        assertThat(change.event())
                .isEqualTo(new Sent(job.ticketId(), job.id(), Kind.ANSWER, Recipient.CITIZEN, new UUID(0, 3), NOW));
    }

    @Test
    void deferredEmailIsRetriedWithoutAnEvent() {
        var change = sending(RECEIPT).after(new Outcome.Deferred("SMTP_450"), WITH_JOURNAL);

        assertThat(change).isEqualTo(new MailJob.Change(MailState.RETRY, Duration.ofSeconds(5), "SMTP_450", null));
    }

    @Test
    void emailFailsAfterTwoDays() {
        var change = job(MailState.SENDING, RECEIPT, RetrySchedule.ATTEMPTS, false)
                .after(new Outcome.Deferred("NOT_CONNECTED"), WITH_JOURNAL);

        assertThat(change.state()).isEqualTo(MailState.FAILED);
        assertThat(change.event())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.RETRIES_EXHAUSTED));
    }

    @Test
    void refusedEmailFailsAtOnceAndIsPublished() {
        var job = sending(FORWARDED);

        var change = job.after(new Outcome.Refused("SMTP_550"), WITH_JOURNAL);

        assertThat(change.state()).isEqualTo(MailState.FAILED);
        assertThat(change.event())
                .isEqualTo(new Failed(
                        job.ticketId(), job.id(), Kind.FORWARDED, Recipient.AUTHORITY, null, Reason.REJECTED, NOW));
    }

    static List<NotificationTrigger> triggersThatNeedNoAddress() {
        return List.of(
                RECEIPT,
                new NotificationTrigger.Delayed(NOW),
                new NotificationTrigger.Warned(Recipient.DEPUTY, "koblenz-elterngeldstelle", 75, NOW),
                new NotificationTrigger.Breached(Recipient.COORDINATOR, null, NOW),
                new NotificationTrigger.TargetWarned(Target.HAND_BACK, Recipient.CENTRE_LEAD, null, 50, NOW),
                new NotificationTrigger.TargetMissed(Target.CALLBACK_ATTEMPT, Recipient.COORDINATOR, null, NOW));
    }

    @ParameterizedTest
    @MethodSource("triggersThatNeedNoAddress")
    void receiptsAndEscalationsWithoutRecipientAreSkipped(NotificationTrigger trigger) {
        var change = sending(trigger).after(new Outcome.NoRecipient(), WITH_JOURNAL);

        assertThat(change).isEqualTo(new MailJob.Change(MailState.SKIPPED, Duration.ZERO, null, null));
    }

    @Test
    void answerThatIsNoLongerWantedByMailIsSkipped() {
        var change = sending(ANSWER).after(new Outcome.NotRequested(), WITH_JOURNAL);

        assertThat(change).isEqualTo(new MailJob.Change(MailState.SKIPPED, Duration.ZERO, null, null));
    }

    static List<NotificationTrigger> triggersThatNeedAnAddress() {
        return List.of(FORWARDED, ANSWER);
    }

    @ParameterizedTest
    @MethodSource("triggersThatNeedAnAddress")
    void otherEmailsWithoutRecipientFail(NotificationTrigger trigger) {
        var change = sending(trigger).after(new Outcome.NoRecipient(), WITH_JOURNAL);

        assertThat(change.event())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.NO_ADDRESS));
    }

    @Test
    void indeterminateEmailWaitsForTheJournal() {
        var change = sending(ANSWER).after(new Outcome.Indeterminate("NO_REPLY"), WITH_JOURNAL);

        assertThat(change).isEqualTo(new MailJob.Change(MailState.UNCERTAIN, PROOF_DELAY, "NO_REPLY", null));
    }

    @Test
    void indeterminateEmailFailsWithoutAJournal() {
        var change = sending(ANSWER).after(new Outcome.Indeterminate("NO_REPLY"), WITHOUT_JOURNAL);

        assertThat(change.event())
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.UNCERTAIN));
    }

    @Test
    void uncertainEmailFailsWhenTheJournalIsRemoved() {
        var change = job(MailState.UNCERTAIN, ANSWER, 1, true)
                .after(new Outcome.Indeterminate("NO_JOURNAL"), WITHOUT_JOURNAL);

        assertThat(change.state()).isEqualTo(MailState.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"false, RETRY", "true, UNCERTAIN"})
    void emailOfADeadWorkerIsRetriedOnlyIfNotHandedOver(boolean handedOver, MailState expected) {
        var job = job(MailState.SENDING, ANSWER, 1, handedOver);

        assertThat(job.after(job.outcomeOfExpiredLease(), WITH_JOURNAL).state()).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "RETRY", "SENT", "SKIPPED"})
    void onlyFailedEmailsAreSentAgain(MailState state) {
        assertThatThrownBy(job(state, ANSWER, 1, false)::again).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void failedEmailIsSentAgainAtOnce() {
        var change = job(MailState.FAILED, ANSWER, 3, false).again();

        assertThat(change).isEqualTo(new MailJob.Change(MailState.RETRY, Duration.ZERO, null, null));
    }

    @Test
    void emailIsNotGivenUpBecauseTheServerRefusesUs() {
        var change = job(MailState.SENDING, ANSWER, 10 * RetrySchedule.ATTEMPTS, false)
                .after(new Outcome.SenderRefused("SMTP_550"), WITH_JOURNAL);

        assertThat(change).isEqualTo(new MailJob.Change(MailState.RETRY, Duration.ofHours(1), "SMTP_550", null));
    }
}
