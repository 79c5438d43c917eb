package org.poststelle.ticket.access;

import java.util.List;
import java.util.stream.Stream;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.ticket.model.Situation;
import org.poststelle.ticket.model.TicketAction;
import org.poststelle.ticket.model.TicketRefusal;
import org.poststelle.ticket.model.TicketState;

/**
 * What a caller may see of a ticket and do with it: one place for lists, single tickets and histories. Whether a caller may know of
 * the ticket at all is decided by {@link TicketAccess}.
 */
public final class TicketPolicy {

    private TicketPolicy() {}

    /** What people wrote is for the centre and for the authority that has the ticket now. */
    public static boolean mayReadTexts(Caller caller, Situation situation) {
        return !(caller instanceof Clerk clerk) || situation.isWith(clerk.authority());
    }

    /** What the caller can do with the ticket now. */
    public static List<TicketAction> actions(Caller caller, Situation situation) {
        var ofRole = switch (caller) {
            case Clerk clerk ->
                situation.isWith(clerk.authority())
                        ? Stream.of(
                                TicketAction.ACCEPT,
                                TicketAction.RETURN,
                                TicketAction.ASK,
                                TicketAction.REPLY,
                                TicketAction.WITHDRAW_QUESTION,
                                TicketAction.INFORM,
                                TicketAction.ANSWER,
                                TicketAction.CALL_BACK,
                                TicketAction.SEND_LETTER,
                                TicketAction.RECLASSIFY,
                                TicketAction.PRIORITISE,
                                TicketAction.CORRECT_CONTACT,
                                TicketAction.CLOSE,
                                TicketAction.MERGE)
                        : Stream.<TicketAction>empty();
            case Caller.Agent _ -> ofCentre(situation);
            case Caller.Coordinator _ -> Stream.concat(Stream.of(TicketAction.RECALL), ofCentre(situation));
            case Caller.ServiceAccount _, Caller.Admin _ -> Stream.<TicketAction>empty();
        };
        return ofRole.filter(situation::allows).toList();
    }

    private static Stream<TicketAction> ofCentre(Situation situation) {
        return situation.state() == TicketState.ANSWERED
                ? Stream.of(
                        TicketAction.CALL_BACK,
                        TicketAction.SEND_LETTER,
                        TicketAction.PRIORITISE,
                        TicketAction.CORRECT_CONTACT,
                        TicketAction.CLOSE)
                : Stream.of(
                        TicketAction.REPLY,
                        TicketAction.RECLASSIFY,
                        TicketAction.PRIORITISE,
                        TicketAction.CORRECT_CONTACT,
                        TicketAction.CLOSE,
                        TicketAction.MERGE,
                        TicketAction.REOPEN);
    }

    /**
     * Refuses a clerk whose authority does not have the ticket any more; the staff of the centre may act for any authority.
     *
     * @throws TicketRefusal.NotAssigned when it does not
     */
    public static void requireResponsible(Caller caller, Situation situation) {
        if (caller instanceof Clerk clerk && !situation.isWith(clerk.authority())) {
            throw new TicketRefusal.NotAssigned();
        }
    }
}
