package org.poststelle.sla.figures;

/**
 * Hops that are alike, and targets that were missed.
 *
 * @param authority empty where nobody had the ticket
 * @param handedBack whether they ended without an answer
 * @param halfHours in which half hour of service time they ended, from 0; -1 where that is not known
 * @param minutes how much service time they took in all
 */
record HopCell(
        String authority,
        boolean handedBack,
        int halfHours,
        long hops,
        long minutes,
        long missedAcceptances,
        long missedHandBacks,
        long missedCallbacks) {}
