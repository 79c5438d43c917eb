package org.poststelle.ticket.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.poststelle.ticket.model.CallbackOutcome.NOT_REACHED;
import static org.poststelle.ticket.model.CallbackOutcome.REACHED;
import static org.poststelle.ticket.model.ReplyChannel.CALLBACK;
import static org.poststelle.ticket.model.ReplyChannel.EMAIL;
import static org.poststelle.ticket.model.TicketState.ACCEPTED;
import static org.poststelle.ticket.model.TicketState.ANSWERED;
import static org.poststelle.ticket.model.TicketState.CLOSED;
import static org.poststelle.ticket.model.TicketState.FORWARDED;
import static org.poststelle.ticket.model.TicketState.NEW;
import static org.poststelle.ticket.model.TicketState.RETURNED;
import static org.poststelle.ticket.model.TicketState.WAITING;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.ticket.model.TicketEvent.AnswerDelivered;
import org.poststelle.ticket.model.TicketEvent.AnswerUndelivered;
import org.poststelle.ticket.model.TicketEvent.ContactCorrected;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.model.TicketEvent.Forwarded;
import org.poststelle.ticket.model.TicketEvent.Prioritised;
import org.poststelle.ticket.model.TicketEvent.Reclassified;
import org.poststelle.ticket.model.TicketEvent.Reminded;
import org.poststelle.ticket.model.TicketEvent.Reopened;
import org.poststelle.ticket.model.TicketEvent.Resumed;

@SuppressWarnings("CheckReturnValue") // some commands only bring a ticket into a state
class TicketTest {

    private static final UUID ID = new UUID(0x7000L, 1);
    private static final UUID DECISION = new UUID(0x7000L, 2);
    private static final UUID ANSWER = new UUID(0x7000L, 3);
    private static final UUID QUESTION = new UUID(0x7000L, 4);
    private static final UUID LETTER = new UUID(0x7000L, 5);
    private static final Instant NOW = Instant.parse("2026-06-03T14:30:00Z");
    private static final String SERVICE = "local:elterngeld";
    private static final String REGION = "071110000000";
    private static final String ELTERNGELD = "koblenz-elterngeldstelle";
    private static final String BUERGERAMT = "koblenz-buergeramt";

    @ParameterizedTest
    @EnumSource
    void eachStateAllowsOnlyItsActions(TicketState state) {
        var allowed = switch (state) {
            case NEW -> Set.of(TicketAction.FORWARD, TicketAction.RECLASSIFY, TicketAction.CLOSE);
            case FORWARDED ->
                Set.of(
                        TicketAction.ACCEPT,
                        TicketAction.RETURN,
                        TicketAction.RECALL,
                        TicketAction.RECLASSIFY,
                        TicketAction.CLOSE);
            case ACCEPTED ->
                Set.of(
                        TicketAction.ANSWER,
                        TicketAction.ASK,
                        TicketAction.INFORM,
                        TicketAction.CALL_BACK,
                        TicketAction.RETURN,
                        TicketAction.RECALL,
                        TicketAction.RECLASSIFY,
                        TicketAction.CLOSE);
            case WAITING ->
                Set.of(TicketAction.REPLY, TicketAction.WITHDRAW_QUESTION, TicketAction.INFORM, TicketAction.CLOSE);
            case RETURNED -> Set.of(TicketAction.FORWARD, TicketAction.RECLASSIFY, TicketAction.CLOSE);
            case ANSWERED ->
                Set.of(TicketAction.ANSWER, TicketAction.CALL_BACK, TicketAction.SEND_LETTER, TicketAction.CLOSE);
            case CLOSED -> Set.of(TicketAction.REOPEN);
        };
        for (var action : TicketAction.values()) {
            assertThat(action.isPossibleIn(state))
                    .as("%s in %s", action, state)
                    .isEqualTo(action == TicketAction.CORRECT_CONTACT
                            || (action == TicketAction.PRIORITISE && state != CLOSED)
                            || (action == TicketAction.MERGE && state != ANSWERED && state != CLOSED)
                            || allowed.contains(action));
        }
    }

    @Test
    void newTicketHasVersionOneAndNoAuthority() {
        var ticket = created(EMAIL);
        assertThat(ticket.state()).isEqualTo(NEW);
        assertThat(ticket.version()).isEqualTo(1);
        assertThat(ticket.authority()).isNull();
    }

    @Test
    void forwardingAssignsTheAuthorityAndCountsTheHop() {
        var ticket = created(EMAIL);
        assertThat(ticket.forward(decision(ELTERNGELD, 1), NOW))
                .isEqualTo(new Forwarded(ID, DECISION, ELTERNGELD, 1, NOW));
        assertThat(ticket.state()).isEqualTo(FORWARDED);
        assertThat(ticket.authority()).isEqualTo(ELTERNGELD);
        assertThat(ticket.situation().isWith(ELTERNGELD)).isTrue();
    }

    @Test
    void mistakenServiceOrRegionTakesTheTicketFromTheAuthority() {
        var ticket = in(ACCEPTED, EMAIL, false);
        assertThat(ticket.reclassify(SERVICE, REGION, NOW)).isEmpty();
        assertThat(ticket.reclassify("local:wohngeld", REGION, NOW))
                .contains(new Reclassified(ID, "local:wohngeld", REGION, NOW));
        assertThat(ticket.state()).isEqualTo(NEW);
        assertThat(ticket.authority()).isNull();
        assertThat(ticket.situation().isWith(ELTERNGELD)).isFalse();
        assertThatThrownBy(() -> in(ANSWERED, EMAIL, false).reclassify("local:wohngeld", REGION, NOW))
                .isInstanceOf(TicketRefusal.InvalidTransition.class);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CLOSED")
    void changeOfPriorityLeavesTheTicketWhereItIs(TicketState state) {
        var ticket = in(state, EMAIL, false);
        var before = ticket.situation();
        assertThat(ticket.prioritise(Priority.NORMAL, NOW)).isEmpty();
        assertThat(ticket.prioritise(Priority.URGENT, NOW)).contains(new Prioritised(ID, Priority.URGENT, NOW));
        assertThat(ticket.priority()).isEqualTo(Priority.URGENT);
        assertThat(ticket.situation()).isEqualTo(before);
    }

    @Test
    void priorityOfAClosedTicketCannotBeChanged() {
        assertThatThrownBy(() -> in(CLOSED, EMAIL, false).prioritise(Priority.URGENT, NOW))
                .isInstanceOf(TicketRefusal.InvalidTransition.class);
    }

    @Test
    void onlyADecisionOnTheTicketAsItIsNowIsAwaited() {
        var ticket = created(EMAIL);
        assertThat(ticket.awaits(decision(ELTERNGELD, 1))).isTrue();
        ticket.reclassify("local:wohngeld", REGION, NOW);
        assertThat(ticket.awaits(decision(ELTERNGELD, 1)))
                .as("decided for the mistaken service")
                .isFalse();
        var right = new RoutingDecision(DECISION, BUERGERAMT, 2, "local:wohngeld", REGION);
        assertThat(ticket.awaits(right)).isTrue();
        assertThat(ticket.forward(right, NOW).hop()).isEqualTo(2);
        assertThat(ticket.awaits(new RoutingDecision(DECISION, BUERGERAMT, 3, "local:wohngeld", REGION)))
                .as("forwarded already")
                .isFalse();
        ticket.returnToRouting(BUERGERAMT, ReturnReason.OTHER, null, NOW);
        assertThat(ticket.awaits(right)).as("decided before it was returned").isFalse();
    }

    @Test
    void correctedAddressGetsWhatMayNotHaveArrived() {
        assertThat(in(WAITING, EMAIL, false).correctContact(EMAIL, true, NOW).questionId())
                .isEqualTo(QUESTION);
        assertThat(in(ACCEPTED, EMAIL, false).correctContact(EMAIL, true, NOW))
                .isEqualTo(new ContactCorrected(ID, EMAIL, null, null, null, NOW));
        var undelivered = in(ANSWERED, EMAIL, false);
        undelivered.noteUndelivered(ANSWER, NOW);
        assertThat(undelivered.correctContact(EMAIL, false, NOW).answerId())
                .as("to the same address again it would fail again")
                .isNull();
        assertThat(undelivered.situation().isByCall()).isTrue();
        assertThat(undelivered.correctContact(EMAIL, true, NOW).answerId()).isEqualTo(ANSWER);
        assertThat(undelivered.situation().hasHeard()).isTrue();
    }

    @Test
    void whoCannotBeCalledIsWrittenToInstead() {
        var ticket = in(ANSWERED, CALLBACK, false);
        ticket.callBack(NOT_REACHED, NOW);
        assertThat(ticket.correctContact(EMAIL, true, NOW).answerId()).isEqualTo(ANSWER);
        assertThat(ticket.situation().hasHeard()).isTrue();
        assertThatThrownBy(() -> ticket.correctContact(CALLBACK, false, NOW))
                .isInstanceOf(TicketRefusal.AlreadyHeard.class);
    }

    @Test
    void onlyTheAssignedAuthorityMayAct() {
        var ticket = in(FORWARDED, EMAIL, false);
        assertThatThrownBy(() -> ticket.accept(BUERGERAMT, NOW)).isInstanceOf(TicketRefusal.NotAssigned.class);
        assertThatThrownBy(() -> ticket.returnToRouting(BUERGERAMT, ReturnReason.OTHER, null, NOW))
                .isInstanceOf(TicketRefusal.NotAssigned.class);
        assertThatThrownBy(() -> in(ACCEPTED, EMAIL, false).answer(BUERGERAMT, ANSWER, NOW))
                .isInstanceOf(TicketRefusal.NotAssigned.class);
    }

    @Test
    void answerNeedsAnAcceptedTicket() {
        assertThatThrownBy(() -> in(FORWARDED, EMAIL, false).answer(ELTERNGELD, ANSWER, NOW))
                .isInstanceOf(TicketRefusal.InvalidTransition.class);
        var ticket = in(ACCEPTED, EMAIL, false);
        ticket.answer(ELTERNGELD, ANSWER, NOW);
        assertThat(ticket.state()).isEqualTo(ANSWERED);
    }

    @Test
    void citizenIsRemindedAfterHalfOfTheTimeAndAwaitedForAllOfIt() {
        var ticket = in(WAITING, EMAIL, false);
        var replyBy = NOW.plus(Duration.ofDays(14));
        var week = NOW.plus(Duration.ofDays(7));
        assertThat(ticket.pursueQuestion(week)).isEqualTo(new Reminded(ID, QUESTION, EMAIL, replyBy, week));
        assertThat(ticket.state()).isEqualTo(WAITING);
        assertThat(ticket.pursueQuestion(replyBy))
                .isEqualTo(new Resumed(ID, ELTERNGELD, QUESTION, ResumeReason.NO_REPLY, replyBy));
        assertThat(ticket.state()).isEqualTo(ACCEPTED);
    }

    @Test
    void returnedTicketIsOpenAndCountsTheNextHop() {
        var ticket = in(ACCEPTED, EMAIL, false);
        assertThat(ticket.returnToRouting(ELTERNGELD, ReturnReason.NOT_COMPETENT, BUERGERAMT, NOW)
                        .hop())
                .isEqualTo(1);
        assertThat(ticket.state()).isEqualTo(RETURNED);
        assertThat(ticket.situation().isWith(ELTERNGELD)).isFalse();
        assertThat(ticket.forward(decision(BUERGERAMT, 2), NOW).hop()).isEqualTo(2);
    }

    @Test
    void callbacksEndWhenTheCitizenWasReached() {
        assertThatThrownBy(() -> in(ANSWERED, EMAIL, false).callBack(REACHED, NOW))
                .isInstanceOf(TicketRefusal.CallbackNotRequested.class);
        var ticket = in(ANSWERED, CALLBACK, false);
        ticket.callBack(NOT_REACHED, NOW);
        assertThat(ticket.state()).isEqualTo(ANSWERED);
        assertThat(ticket.situation().citizenReached()).isFalse();
        ticket.callBack(REACHED, NOW);
        assertThat(ticket.situation().citizenReached()).isTrue();
        assertThat(ticket.callbackAttempts()).isEqualTo(2);
        assertThatThrownBy(() -> ticket.callBack(REACHED, NOW)).isInstanceOf(TicketRefusal.InvalidTransition.class);
    }

    @Test
    void answerOnThePhoneIsOneOnceTheCitizenIsReached() {
        var ticket = in(ACCEPTED, CALLBACK, false);
        ticket.callBack(NOT_REACHED, NOW);
        assertThat(ticket.state()).isEqualTo(ACCEPTED);
        ticket.callBack(REACHED, NOW);
        assertThat(ticket.state()).isEqualTo(ANSWERED);
        assertThat(canClose(ticket, ClosureOutcome.ANSWERED)).isTrue();
    }

    @Test
    void citizenHasYetToHearAFurtherAnswer() {
        var ticket = in(ANSWERED, CALLBACK, true);
        ticket.answer(ELTERNGELD, ANSWER, NOW);
        assertThat(ticket.situation().citizenReached()).isFalse();
        assertThat(canClose(ticket, ClosureOutcome.ANSWERED)).isFalse();
    }

    @Test
    void citizenWhoseMailFailedIsCalled() {
        var ticket = in(ANSWERED, EMAIL, false);
        assertThat(ticket.noteUndelivered(LETTER, NOW)).as("another letter").isEmpty();
        assertThat(ticket.noteUndelivered(ANSWER, NOW)).contains(new AnswerUndelivered(ID, ANSWER, NOW));
        assertThat(ticket.noteUndelivered(ANSWER, NOW)).isEmpty();
        assertThat(TicketQueue.ofCentre(ticket.situation())).isEqualTo(TicketQueue.CALLBACK);
        assertThat(canClose(ticket, ClosureOutcome.ANSWERED)).isFalse();

        ticket.callBack(REACHED, NOW);

        assertThat(canClose(ticket, ClosureOutcome.ANSWERED)).isTrue();
    }

    @Test
    void ticketIsOpenAgainWhenTheMailFailsAfterItWasClosed() {
        var ticket = in(ANSWERED, EMAIL, false);
        ticket.close(ClosureOutcome.ANSWERED, null, true, NOW);
        assertThat(ticket.noteUndelivered(ANSWER, NOW)).contains(new AnswerUndelivered(ID, ANSWER, NOW));
        assertThat(TicketQueue.ofCentre(ticket.situation())).isEqualTo(TicketQueue.CALLBACK);

        var called = in(ANSWERED, CALLBACK, true);
        called.close(ClosureOutcome.ANSWERED, null, true, NOW);
        assertThat(called.noteUndelivered(ANSWER, NOW)).as("was told by phone").isEmpty();
        var erased = in(ANSWERED, EMAIL, false);
        erased.close(ClosureOutcome.ANSWERED, null, true, NOW);
        erased.erase(NOW);
        assertThat(erased.noteUndelivered(ANSWER, NOW))
                .as("nothing is left to tell")
                .isEmpty();
    }

    @Test
    void mailOfAnAnswerThatWasNotEnoughNeedNotArrive() {
        var ticket = in(ANSWERED, EMAIL, false);
        ticket.close(ClosureOutcome.ANSWERED, null, true, NOW);
        ticket.reopen(NOW);
        assertThat(ticket.noteUndelivered(ANSWER, NOW)).isEmpty();
    }

    @Test
    void mailThatArrivesAfterAllIsTheAnswer() {
        var ticket = in(ANSWERED, EMAIL, false);
        assertThat(ticket.noteDelivered(ANSWER, NOW)).as("nothing had failed").isEmpty();
        ticket.noteUndelivered(ANSWER, NOW);
        assertThat(ticket.noteDelivered(ANSWER, NOW)).contains(new AnswerDelivered(ID, ANSWER, NOW));
        assertThat(canClose(ticket, ClosureOutcome.ANSWERED)).isTrue();
    }

    @Test
    void withoutAnAnswerTheCitizenIsToldWhy() {
        assertThatThrownBy(() -> in(FORWARDED, EMAIL, false).close(ClosureOutcome.WITHDRAWN, null, true, NOW))
                .isInstanceOf(TicketRefusal.ClosureUnexplained.class);
        assertThat(in(ANSWERED, EMAIL, false)
                        .close(ClosureOutcome.ANSWERED, null, true, NOW)
                        .letterId())
                .isNull();
    }

    @Test
    void answeredTicketIsReopenedForTheAuthorityThatAnswered() {
        var ticket = in(ANSWERED, CALLBACK, true);
        ticket.close(ClosureOutcome.ANSWERED, null, true, NOW);
        assertThat(ticket.reopen(NOW)).isEqualTo(new Reopened(ID, ELTERNGELD, SERVICE, REGION, NOW));
        assertThat(ticket.state()).isEqualTo(FORWARDED);
        assertThat(ticket.situation().citizenReached()).isFalse();
    }

    @Test
    void withdrawnOrErasedTicketIsClosedForGood() {
        assertThatThrownBy(() -> in(CLOSED, EMAIL, false).reopen(NOW)).isInstanceOf(TicketRefusal.ClosedForGood.class);
        var erased = in(ANSWERED, EMAIL, false);
        erased.close(ClosureOutcome.ANSWERED, null, true, NOW);
        erased.erase(NOW);
        assertThatThrownBy(() -> erased.reopen(NOW)).isInstanceOf(TicketRefusal.ClosedForGood.class);
    }

    @Test
    void refusedCommandLeavesTheTicketAsItWas() {
        var ticket = in(ANSWERED, CALLBACK, false);
        assertThatThrownBy(() -> ticket.close(ClosureOutcome.ANSWERED, LETTER, true, NOW))
                .isInstanceOf(TicketRefusal.OutcomeNotAllowed.class);
        assertThat(ticket.state()).isEqualTo(ANSWERED);
    }

    @ParameterizedTest
    @EnumSource
    void outcomeOfClosureFitsWhatHappened(ClosureOutcome outcome) {
        assertThat(canClose(in(ANSWERED, EMAIL, false), outcome)).isEqualTo(outcome == ClosureOutcome.ANSWERED);
        assertThat(canClose(in(ANSWERED, CALLBACK, true), outcome)).isEqualTo(outcome == ClosureOutcome.ANSWERED);
        assertThat(canClose(in(ANSWERED, CALLBACK, false), outcome)).isEqualTo(outcome == ClosureOutcome.WITHDRAWN);
        assertThat(canClose(in(FORWARDED, EMAIL, false), outcome)).isEqualTo(outcome == ClosureOutcome.WITHDRAWN);
        assertThat(canClose(in(CLOSED, EMAIL, false), outcome)).isFalse();
    }

    @Test
    void whoCanBeCalledIsUnreachableAfterThreeCalls() {
        var ticket = in(ANSWERED, CALLBACK, false);
        ticket.callBack(NOT_REACHED, NOW);
        ticket.callBack(NOT_REACHED, NOW);
        assertThatThrownBy(() -> ticket.close(ClosureOutcome.UNREACHABLE, LETTER, true, NOW))
                .isInstanceOfSatisfying(
                        TicketRefusal.TooFewCalls.class,
                        few -> assertThat(few.missing()).isOne());
        ticket.callBack(NOT_REACHED, NOW);
        assertThat(ticket.close(ClosureOutcome.UNREACHABLE, LETTER, true, NOW).letterId())
                .isEqualTo(LETTER);

        var withoutNumber = in(ANSWERED, EMAIL, false);
        withoutNumber.noteUndelivered(ANSWER, NOW);
        assertThat(withoutNumber
                        .close(ClosureOutcome.UNREACHABLE, LETTER, false, NOW)
                        .letterId())
                .isEqualTo(LETTER);
    }

    private static boolean canClose(Ticket ticket, ClosureOutcome outcome) {
        try {
            ticket.close(outcome, LETTER, true, NOW);
            return ticket.state() == CLOSED;
        } catch (TicketRefusal _) {
            return false;
        }
    }

    private static RoutingDecision decision(String authority, int hop) {
        return new RoutingDecision(DECISION, authority, hop, SERVICE, REGION);
    }

    private static Ticket created(ReplyChannel channel) {
        return new Ticket(
                new Created(
                        ID,
                        "KO-2026-000123",
                        SERVICE,
                        REGION,
                        channel,
                        IntakeChannel.HOTLINE_115,
                        null,
                        Priority.NORMAL,
                        NOW),
                "KO");
    }

    /** A ticket that came to the state the usual way. */
    private static Ticket in(TicketState state, ReplyChannel channel, boolean reached) {
        var ticket = created(channel);
        if (state == NEW) {
            return ticket;
        }
        ticket.forward(decision(ELTERNGELD, 1), NOW);
        switch (state) {
            case NEW, FORWARDED -> {}
            case ACCEPTED -> ticket.accept(ELTERNGELD, NOW);
            case WAITING -> {
                ticket.accept(ELTERNGELD, NOW);
                ticket.ask(ELTERNGELD, QUESTION, Duration.ofDays(14), NOW);
            }
            case RETURNED -> ticket.returnToRouting(ELTERNGELD, ReturnReason.OTHER, null, NOW);
            case ANSWERED -> {
                ticket.accept(ELTERNGELD, NOW);
                ticket.answer(ELTERNGELD, ANSWER, NOW);
            }
            case CLOSED -> ticket.close(ClosureOutcome.WITHDRAWN, LETTER, true, NOW);
        }
        if (reached) {
            ticket.callBack(REACHED, NOW);
        }
        return ticket;
    }
}
