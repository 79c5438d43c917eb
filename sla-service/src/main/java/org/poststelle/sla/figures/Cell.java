package org.poststelle.sla.figures;

/**
 * Promises that are alike.
 *
 * @param key in the dimension; empty where nothing is known
 * @param reopened whether they were given for reopened tickets, so that they are no further enquiries
 * @param answerHalfHours in which half hour of service time the citizens had the answer, from 0; -1 where there is none
 * @param promises how many, among them enquiries that were answered at once
 * @param returns how often their tickets did not stay with an authority
 */
record Cell(String key, Outcome outcome, boolean reopened, int answerHalfHours, long promises, long returns) {}
