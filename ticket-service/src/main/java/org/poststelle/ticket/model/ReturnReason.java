package org.poststelle.ticket.model;

/** Why an authority returns a ticket. */
public enum ReturnReason {
    NOT_COMPETENT,
    WRONG_REGION,
    WRONG_SERVICE,
    OTHER
}
