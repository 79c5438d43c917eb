package org.poststelle.sla.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.poststelle.rest.Caller.Admin;
import org.poststelle.rest.Caller.Agent;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.sla.calendar.ServiceCalendar;
import org.poststelle.sla.calendar.ServiceHours;
import org.poststelle.sla.policy.Deadline;
import org.poststelle.sla.policy.Escalation;
import org.poststelle.sla.policy.Mode;
import org.poststelle.sla.policy.PromiseRule;
import org.poststelle.sla.policy.Recipient;
import org.poststelle.sla.policy.Target;
import org.poststelle.sla.policy.TargetRule;

class PromiseTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-20T14:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-23T14:00:00Z");
    private static final Instant LATE = DUE.plus(Duration.ofMillis(1));
    private static final Instant HALF = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-23T11:30:00Z");
    private static final ServiceCalendar CALENDAR = new ServiceCalendar(
            ServiceHours.daily(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(8, 0),
                    LocalTime.of(18, 0),
                    ZoneId.of("Europe/Berlin")),
            _ -> Optional.empty());
    private static final List<Recipient> UNIT = List.of(Recipient.AUTHORITY);
    private static final Enquiry CORRECTED = new Enquiry(
            "local:wohngeld", "072110000000", "HOTLINE_115", "NORMAL", Instant.parse("2026-11-20T14:00:00Z"));
    private static final UUID TICKET = new UUID(1, 15);

    @Test
    void feedbackUpToTheDueInstantMeetsIt() {
        var promise = running();
        assertThat(promise.meet(DUE)).contains(new SlaEvent.Met(TICKET, DUE, DUE));
        assertThat(promise.state()).isEqualTo(PromiseState.MET);
        assertThat(promise.settledAt()).isEqualTo(DUE);
    }

    @Test
    void lateFeedbackChangesNothing() {
        var promise = running();
        assertThat(promise.meet(LATE)).isEmpty();
        assertThat(promise.withdraw(LATE)).isEmpty();
        assertThat(promise.state()).isEqualTo(PromiseState.RUNNING);
    }

    @Test
    void feedbackInTimeCountsAfterTheBreachWasAnnounced() {
        var promise = breached();
        assertThat(promise.meet(LATE)).isEmpty();
        assertThat(promise.meet(DUE)).isPresent();
    }

    @Test
    void withdrawalInTimeCountsAfterTheBreachWasAnnounced() {
        var promise = breached();
        assertThat(promise.withdraw(LATE)).isEmpty();
        assertThat(promise.withdraw(DUE)).contains(new SlaEvent.Withdrawn(TICKET, DUE, DUE));
        assertThat(promise.state()).isEqualTo(PromiseState.WITHDRAWN);
    }

    @Test
    void promiseIsSettledOnce() {
        var met = running();
        assertThat(met.meet(RECEIVED)).isPresent();
        assertThat(met.meet(RECEIVED)).isEmpty();
        assertThat(met.withdraw(RECEIVED)).isEmpty();
        var withdrawn = running();
        assertThat(withdrawn.withdraw(RECEIVED)).isPresent();
        assertThat(withdrawn.meet(RECEIVED)).isEmpty();
    }

    @Test
    void centreAndEveryAuthorityThatHadTheTicketMaySeeIt() {
        var promise = running();
        promise.forward("koblenz-buergeramt", RECEIVED);
        promise.endHop(RECEIVED.plusSeconds(60), Duration.ofMinutes(1), true);
        promise.forward("koblenz-elterngeldstelle", RECEIVED.plusSeconds(60));
        promise.endHop(RECEIVED.plusSeconds(90), null, false);
        promise.forward("koblenz-buergeramt", RECEIVED.plusSeconds(120));
        assertThat(promise.details().hops())
                .containsExactly(
                        new Hop("koblenz-buergeramt", RECEIVED, RECEIVED.plusSeconds(60), Duration.ofMinutes(1), true),
                        new Hop(
                                "koblenz-elterngeldstelle",
                                RECEIVED.plusSeconds(60),
                                RECEIVED.plusSeconds(90),
                                null,
                                false),
                        new Hop("koblenz-buergeramt", RECEIVED.plusSeconds(120), null, null, false));
        assertThat(promise.details().grantees())
                .containsExactly("centre:KO", "authority:koblenz-buergeramt", "authority:koblenz-elterngeldstelle");
        assertThat(PromisePolicy.maySee(new Agent("anna", "KO"), promise.details()))
                .isTrue();
        assertThat(PromisePolicy.maySee(new Clerk("bea", "koblenz-buergeramt"), promise.details()))
                .isTrue();
        assertThat(PromisePolicy.maySee(new Agent("tom", "TR"), promise.details()))
                .isFalse();
        assertThat(PromisePolicy.maySee(new Clerk("vera", "trier-buergeramt"), promise.details()))
                .isFalse();
        assertThat(PromisePolicy.maySee(new Admin("adam"), promise.details())).isFalse();
    }

    @Test
    void authorityThatHasTheTicketIsWarnedOncePerStage() {
        var promise = running();
        promise.forward("koblenz-buergeramt", RECEIVED);

        assertThat(promise.warnNextAt()).isEqualTo(HALF);
        assertThat(promise.warn(HALF))
                .isEqualTo(new SlaEvent.Warned(TICKET, "koblenz-buergeramt", 50, UNIT, DUE, HALF));
        assertThat(promise.warnNextAt()).isEqualTo(LATER);
        promise.endHop(LATER, null, false);
        assertThat(promise.warn(LATER)).isEqualTo(new SlaEvent.Warned(TICKET, null, 75, UNIT, DUE, LATER));
        assertThat(promise.warnNextAt()).isNull();
    }

    @Test
    void warningsThatHavePassedWhenAnybodyLooksAreNotMadeUpFor() {
        var promise = running();
        assertThat(promise.warn(LATER.plusSeconds(1)).percent()).isEqualTo(75);
        assertThat(promise.warnNextAt()).isNull();

        assertThat(running(HALF).warnNextAt()).isEqualTo(LATER);
        assertThat(running(DUE).warnNextAt()).isNull();
    }

    @Test
    void clockStandsStillWhileTheCitizenIsAsked() {
        var promise = running();
        var asked = Instant.parse("2026-11-23T10:00:00Z");

        assertThat(promise.pause(asked)).contains(new SlaEvent.Paused(TICKET, DUE, asked));
        assertThat(promise.pause(asked.plusSeconds(1))).isEmpty();

        var replied = Instant.parse("2026-11-24T15:00:00Z");
        var due = Instant.parse("2026-11-25T09:00:00Z");
        assertThat(promise.resume(replied, CALENDAR)).contains(new SlaEvent.Resumed(TICKET, due, replied));
        assertThat(promise.resume(replied, CALENDAR)).isEmpty();
        assertThat(promise.state()).isEqualTo(PromiseState.RUNNING);
        assertThat(promise.details().escalation())
                .containsExactly(
                        new Escalation(50, HALF, UNIT),
                        new Escalation(75, Instant.parse("2026-11-24T16:30:00Z"), UNIT));
        assertThat(promise.warnNextAt()).isEqualTo(Instant.parse("2026-11-24T16:30:00Z"));
        assertThat(promise.details().pauses()).containsExactly(new Pause(asked, replied));
        assertThat(promise.meet(due)).contains(new SlaEvent.Met(TICKET, due, due));
    }

    @Test
    void pauseOutsideServiceHoursMovesNothing() {
        var promise = running();
        promise.pause(Instant.parse("2026-11-21T10:00:00Z"));
        assertThat(promise.resume(Instant.parse("2026-11-22T20:00:00Z"), CALENDAR))
                .map(SlaEvent.Resumed::dueAt)
                .contains(DUE);
    }

    @Test
    void answerThatIsDueAtAnOpeningStaysDueAtOne() {
        var friday = Instant.parse("2026-11-20T19:00:00Z");
        var opening = Instant.parse("2026-11-24T07:00:00Z");
        var rule = new PromiseRule(null, null, null, Mode.NEXT_SERVICE_DAY_SAME_TIME, null, List.of(), List.of());
        var promise = new Promise(
                TICKET,
                "KO-2026-000115",
                "KO",
                new Enquiry("local:elterngeld", "071110000000", "HOTLINE_115", "NORMAL", friday),
                null,
                new Deadlines.Reckoned(0, rule.deadline(friday, CALENDAR)),
                friday);
        assertThat(promise.dueAt()).isEqualTo(opening);

        promise.pause(friday.plusSeconds(60));
        assertThat(promise.resume(friday.plusSeconds(120), CALENDAR))
                .map(SlaEvent.Resumed::dueAt)
                .contains(opening);
        promise.pause(friday.plusSeconds(180));
        assertThat(promise.resume(Instant.parse("2026-11-23T08:00:00Z"), CALENDAR))
                .map(SlaEvent.Resumed::dueAt)
                .contains(Instant.parse("2026-11-24T08:00:00Z"));
    }

    @Test
    void questionAskedInTimeRevokesTheBreachThatWasAnnounced() {
        var promise = breached();
        assertThat(promise.pause(LATE)).isEmpty();
        assertThat(promise.pause(DUE)).contains(new SlaEvent.Paused(TICKET, DUE, DUE));
        assertThat(promise.settledAt()).isNull();
        var replied = Instant.parse("2026-11-24T20:00:00Z");
        assertThat(promise.resume(replied, CALENDAR))
                .as("no time was left, so the answer is due at the next opening")
                .map(SlaEvent.Resumed::dueAt)
                .contains(Instant.parse("2026-11-25T07:00:00Z"));
    }

    @Test
    void enquiryWithdrawnWhileTheCitizenIsAskedOwesNothing() {
        var promise = running();
        promise.pause(RECEIVED);
        assertThat(promise.withdraw(LATE)).isPresent();
        assertThat(promise.pause(LATE)).isEmpty();
        assertThat(promise.resume(LATE, CALENDAR)).isEmpty();
    }

    @Test
    void correctedRegionCountsAnewWithTheSamePauses() {
        var promise = running();
        var asked = Instant.parse("2026-11-23T10:00:00Z");
        var replied = Instant.parse("2026-11-23T12:00:00Z");
        promise.pause(asked);
        promise.resume(replied, CALENDAR);
        var tuesday = Instant.parse("2026-11-24T14:00:00Z");

        assertThat(promise.reclassify(CORRECTED, reckoned(tuesday), CALENDAR, LATE))
                .map(SlaEvent.Promised::dueAt)
                .contains(Instant.parse("2026-11-24T16:00:00Z"));

        assertThat(promise.regionKey()).isEqualTo("072110000000");
        assertThat(promise.details().pauses()).containsExactly(new Pause(asked, replied));
        assertThat(promise.details().earlier()).isEmpty();
    }

    @Test
    void correctionThatMovesNothingTellsNothing() {
        var promise = breached();
        assertThat(promise.reclassify(CORRECTED, reckoned(DUE), CALENDAR, LATE)).isEmpty();
        assertThat(promise.state()).isEqualTo(PromiseState.BREACHED);
        assertThat(promise.settledAt()).isEqualTo(LATE);
    }

    @Test
    void correctionThatGivesMoreTimeRevokesTheBreach() {
        var promise = breached();
        assertThat(promise.reclassify(CORRECTED, reckoned(DUE.plusSeconds(3600)), CALENDAR, LATE))
                .isPresent();
        assertThat(promise.state()).isEqualTo(PromiseState.RUNNING);
    }

    @Test
    void targetIsWarnedOfOncePerStageAndMissedOnce() {
        var promise = running();
        promise.awaitTarget(acceptance());
        assertThat(promise.targetNextAt()).isEqualTo(HALF);

        assertThat(promise.announceTarget(HALF.plusSeconds(1)))
                .isEqualTo(new SlaEvent.TargetWarned(
                        TICKET, Target.ACCEPTANCE, "koblenz-buergeramt", 50, UNIT, LATER, HALF.plusSeconds(1)));
        assertThat(promise.targetNextAt()).isEqualTo(LATER);
        assertThat(promise.announceTarget(LATER.plusSeconds(1)))
                .isEqualTo(new SlaEvent.TargetMissed(
                        TICKET, Target.ACCEPTANCE, "koblenz-buergeramt", List.of(), LATER, LATER.plusSeconds(1)));
        assertThat(promise.targetNextAt()).isNull();
    }

    @Test
    void targetThatIsReachedInTimeIsToldToNobody() {
        var promise = running();
        promise.awaitTarget(acceptance());
        promise.endTarget(Target.CALLBACK_ATTEMPT, HALF);
        assertThat(promise.targetNextAt()).isEqualTo(HALF);
        promise.endTarget(Target.ACCEPTANCE, LATER);
        assertThat(promise.targetNextAt()).isNull();
    }

    @Test
    void targetThatWasReachedTooLateIsMissedAlsoIfThatIsHeardAtOnce() {
        var promise = running();
        promise.awaitTarget(acceptance());
        promise.endTarget(Target.ACCEPTANCE, LATER.plusSeconds(1));
        assertThat(promise.targetNextAt()).isEqualTo(LATER);
        assertThat(promise.announceTarget(LATER.plusSeconds(2))).isInstanceOf(SlaEvent.TargetMissed.class);
    }

    @Test
    void stageOfATargetThatNobodyLookedAtIsNotMadeUpFor() {
        var promise = running();
        promise.awaitTarget(acceptance());
        assertThat(promise.announceTarget(DUE)).isInstanceOf(SlaEvent.TargetMissed.class);
        assertThat(promise.targetNextAt()).isNull();
    }

    @Test
    void ofTwoTargetsTheOneWhoseTimeCameFirstIsTold() {
        var promise = running();
        promise.awaitTarget(
                TargetTime.start(Target.CALLBACK_ATTEMPT, null, RECEIVED, new TargetRule.Due(DUE, List.of())));
        promise.awaitTarget(acceptance());
        assertThat(promise.announceTarget(LATE))
                .isEqualTo(new SlaEvent.TargetMissed(
                        TICKET, Target.ACCEPTANCE, "koblenz-buergeramt", List.of(), LATER, LATE));
        assertThat(promise.announceTarget(LATE))
                .isEqualTo(new SlaEvent.TargetMissed(TICKET, Target.CALLBACK_ATTEMPT, null, List.of(), DUE, LATE));
    }

    private static TargetTime acceptance() {
        return TargetTime.start(
                Target.ACCEPTANCE,
                "koblenz-buergeramt",
                RECEIVED,
                new TargetRule.Due(LATER, List.of(new Escalation(50, HALF, UNIT))));
    }

    private static Promise breached() {
        var promise = running();
        assertThat(promise.breach(LATE)).isEqualTo(new SlaEvent.Breached(TICKET, null, List.of(), DUE, LATE));
        return promise;
    }

    private static Promise running() {
        return running(RECEIVED);
    }

    private static Promise running(Instant promisedAt) {
        return new Promise(
                TICKET,
                "KO-2026-000115",
                "KO",
                new Enquiry("local:elterngeld", "071110000000", "HOTLINE_115", "NORMAL", RECEIVED),
                null,
                reckoned(DUE),
                promisedAt);
    }

    private static Deadlines.Reckoned reckoned(Instant due) {
        var deadline = new Deadline(
                Mode.NEXT_SERVICE_DAY_SAME_TIME,
                null,
                RECEIVED,
                RECEIVED,
                due,
                List.of(),
                List.of(),
                List.of(new Escalation(50, HALF, UNIT), new Escalation(75, LATER, UNIT)));
        return new Deadlines.Reckoned(0, deadline);
    }
}
