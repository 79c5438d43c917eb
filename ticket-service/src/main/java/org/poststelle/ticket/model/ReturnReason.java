package org.poststelle.ticket.model;

/** Why an authority hands a ticket back. */
public enum ReturnReason {
    NOT_COMPETENT,
    WRONG_REGION,
    WRONG_SERVICE,
    OTHER
}
