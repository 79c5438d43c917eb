package org.poststelle.ticket.model;

/** Where a ticket is on its way. */
public enum TicketState {
    /** Created; routing has not decided yet. */
    NEW,
    /** With an authority, which has not looked at it yet. */
    FORWARDED,
    /** The authority works on it. */
    ACCEPTED,
    /** The authority has asked the citizen something; the promised time stands still. */
    WAITING,
    /** The authority is not competent; routing decides again. The ticket is open. */
    RETURNED,
    /** The authority has answered; a requested callback may still be due. */
    ANSWERED,
    /** Done. */
    CLOSED
}
