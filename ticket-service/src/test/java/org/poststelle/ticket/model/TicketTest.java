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

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.model.TicketEvent.Forwarded;

class TicketTest {

    private static final UUID ID = new UUID(0x7000L, 1);
    private static final UUID DECISION = new UUID(0x7000L, 2);
    private static final UUID ANSWER = new UUID(0x7000L, 3);
    private static final Instant NOW = Instant.parse("2026-06-03T14:30:00Z");
    private static final String ELTERNGELD = "koblenz-elterngeldstelle";
    private static final String BUERGERAMT = "koblenz-buergeramt";

    @ParameterizedTest
    @EnumSource
    void eachStateAllowsJustItsActions(TicketState state) {
        var allowed = switch (state) {
            case NEW -> Set.of(TicketAction.FORWARD, TicketAction.CLOSE);
            case FORWARDED -> Set.of(TicketAction.ACCEPT, TicketAction.RETURN, TicketAction.CLOSE);
            case ACCEPTED -> Set.of(TicketAction.ANSWER, TicketAction.RETURN, TicketAction.CLOSE);
            case RETURNED -> Set.of(TicketAction.FORWARD, TicketAction.CLOSE);
            case ANSWERED -> Set.of(TicketAction.CALL_BACK, TicketAction.CLOSE);
            case CLOSED -> Set.<TicketAction>of();
        };
        for (var action : TicketAction.values()) {
            assertThat(action.isPossibleIn(state)).as("%s in %s", action, state).isEqualTo(allowed.contains(action));
        }
    }

    @Test
    void aNewTicketIsVersionOneAndWithNobody() {
        var ticket = created(EMAIL);
        assertThat(ticket.state()).isEqualTo(NEW);
        assertThat(ticket.version()).isEqualTo(1);
        assertThat(ticket.authority()).isNull();
    }

    @Test
    void aDecisionOfRoutingGivesItToTheAuthorityAndCountsTheHop() {
        var forwarded = created(EMAIL).forward(DECISION, ELTERNGELD, NOW);
        assertThat(forwarded).isEqualTo(new Forwarded(ID, DECISION, ELTERNGELD, 1, NOW));
        var ticket = created(EMAIL).after(forwarded);
        assertThat(ticket.state()).isEqualTo(FORWARDED);
        assertThat(ticket.authority()).isEqualTo(ELTERNGELD);
        assertThat(ticket.version()).isEqualTo(2);
    }

    @Test
    void onlyTheAuthorityThatHasItMayActOnIt() {
        var ticket = in(FORWARDED, EMAIL, false);
        assertThatThrownBy(() -> ticket.accept(BUERGERAMT, NOW)).isInstanceOf(TicketRefusal.NotAssigned.class);
        assertThatThrownBy(() -> ticket.returnToRouting(BUERGERAMT, ReturnReason.OTHER, null, NOW))
                .isInstanceOf(TicketRefusal.NotAssigned.class);
        assertThatThrownBy(() -> in(ACCEPTED, EMAIL, false).answer(BUERGERAMT, ANSWER, NOW))
                .isInstanceOf(TicketRefusal.NotAssigned.class);
    }

    @Test
    void anAnswerNeedsAnAcceptedTicket() {
        assertThatThrownBy(() -> in(FORWARDED, EMAIL, false).answer(ELTERNGELD, ANSWER, NOW))
                .isInstanceOf(TicketRefusal.InvalidTransition.class);
        var answered = in(ACCEPTED, EMAIL, false).answer(ELTERNGELD, ANSWER, NOW);
        assertThat(in(ACCEPTED, EMAIL, false).after(answered).state()).isEqualTo(ANSWERED);
    }

    @Test
    void aReturnedTicketIsOpenAndKeepsItsHopForTheNextDecision() {
        var ticket = in(ACCEPTED, EMAIL, false);
        var returned = ticket.returnToRouting(ELTERNGELD, ReturnReason.NOT_COMPETENT, BUERGERAMT, NOW);
        assertThat(returned.hop()).isEqualTo(1);
        var open = ticket.after(returned);
        assertThat(open.state()).isEqualTo(RETURNED);
        assertThat(open.isWith(ELTERNGELD)).isFalse();
        assertThat(open.forward(DECISION, BUERGERAMT, NOW).hop()).isEqualTo(2);
    }

    @Test
    void aCallBackIsForThoseWhoWishedOneAndEndsWhenTheyWereReached() {
        assertThatThrownBy(() -> in(ANSWERED, EMAIL, false).callBack(REACHED, NOW))
                .isInstanceOf(TicketRefusal.CallbackNotRequested.class);
        var ticket = in(ANSWERED, CALLBACK, false);
        var tried = ticket.after(ticket.callBack(NOT_REACHED, NOW));
        assertThat(tried.state()).isEqualTo(ANSWERED);
        assertThat(tried.citizenReached()).isFalse();
        var reached = tried.after(tried.callBack(REACHED, NOW));
        assertThat(reached.citizenReached()).isTrue();
        assertThatThrownBy(() -> reached.callBack(REACHED, NOW)).isInstanceOf(TicketRefusal.InvalidTransition.class);
    }

    @ParameterizedTest
    @EnumSource
    void closingSaysWhatHappened(ClosureOutcome outcome) {
        var mailed = in(ANSWERED, EMAIL, false);
        var reached = in(ANSWERED, CALLBACK, true);
        var notReached = in(ANSWERED, CALLBACK, false);
        var open = in(FORWARDED, EMAIL, false);
        assertThat(canClose(mailed, outcome)).isEqualTo(outcome == ClosureOutcome.ANSWERED);
        assertThat(canClose(reached, outcome)).isEqualTo(outcome == ClosureOutcome.ANSWERED);
        assertThat(canClose(notReached, outcome)).isEqualTo(outcome != ClosureOutcome.ANSWERED);
        assertThat(canClose(open, outcome)).isEqualTo(outcome == ClosureOutcome.WITHDRAWN);
        assertThat(canClose(in(CLOSED, EMAIL, false), outcome)).isFalse();
    }

    private static boolean canClose(Ticket ticket, ClosureOutcome outcome) {
        try {
            return ticket.after(ticket.close(outcome, NOW)).state() == CLOSED;
        } catch (TicketRefusal _) {
            return false;
        }
    }

    private static Ticket created(ReplyChannel channel) {
        return Ticket.of(new Created(ID, "KO-2026-000123", "local:elterngeld", "071110000000", channel, NOW), "KO");
    }

    private static Ticket in(TicketState state, ReplyChannel channel, boolean reached) {
        @Nullable String authority = state == NEW ? null : ELTERNGELD;
        return new Ticket(
                ID,
                "KO-2026-000123",
                "KO",
                "local:elterngeld",
                "071110000000",
                channel,
                state,
                authority,
                state == NEW ? 0 : 1,
                reached,
                3,
                NOW);
    }
}
