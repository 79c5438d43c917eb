package org.poststelle.ticket.model;

/** Why an authority does not have a ticket any more. */
public enum ReturnReason {
    NOT_COMPETENT,
    WRONG_REGION,
    WRONG_SERVICE,
    OTHER,
    /** A coordinator took it back, such as from an authority that stays silent. No authority can give this reason. */
    RECALLED
}
