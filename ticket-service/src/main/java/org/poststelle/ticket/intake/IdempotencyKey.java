package org.poststelle.ticket.intake;

/**
 * The key that a caller of a centre sent with a request.
 *
 * @param requestSha256 what tells whether a repeated key means the same request
 */
@SuppressWarnings("ArrayRecordComponent") // compared by hand
record IdempotencyKey(String centre, String caller, String value, byte[] requestSha256) {}
