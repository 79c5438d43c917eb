package org.poststelle.ticket.model;

import org.jspecify.annotations.Nullable;

/**
 * What decides who may do what with a ticket.
 *
 * @param authority who answers it; the last one while it is returned; none before the first decision
 * @param citizenReached whether a requested callback has reached the citizen, or a requested letter was sent
 * @param answerUndelivered whether the mail with the answer did not reach the citizen, who is to be called instead
 * @param closedForGood whether it was closed and cannot be reopened: the enquiry was withdrawn or merged, or nothing is left of it
 */
public record Situation(
        TicketState state,
        @Nullable String authority,
        ReplyChannel replyChannel,
        boolean citizenReached,
        boolean answerUndelivered,
        boolean closedForGood) {

    /** Whether the action is possible now, whoever does it. */
    public boolean allows(TicketAction action) {
        return action.isPossibleIn(state)
                && switch (action) {
                    case CALL_BACK -> isByCall() && !citizenReached;
                    case SEND_LETTER -> isByLetter() && !citizenReached;
                    case ASK, INFORM -> !isAnonymous();
                    case REOPEN, CORRECT_CONTACT -> !closedForGood;
                    default -> true;
                };
    }

    /** Whether the citizen is to hear the answer in a call: because that was asked for, or because the mail failed. */
    public boolean isByCall() {
        return switch (replyChannel) {
            case EMAIL -> answerUndelivered;
            case CALLBACK -> true;
            case LETTER, NONE -> false;
        };
    }

    /** Whether the citizen is to get the answer by post. */
    public boolean isByLetter() {
        return replyChannel == ReplyChannel.LETTER;
    }

    /** Whether nobody knows whom to ask or to tell something: no answer was wanted. */
    public boolean isAnonymous() {
        return replyChannel == ReplyChannel.NONE;
    }

    /** Whether the citizen has the answer. */
    public boolean hasHeard() {
        return state == TicketState.ANSWERED && (citizenReached || !(isByCall() || isByLetter()));
    }

    /** Whether the authority is the one to act now; a former one is not, even while the ticket is between two. */
    public boolean isWith(String someAuthority) {
        return someAuthority.equals(authority) && state != TicketState.RETURNED;
    }
}
