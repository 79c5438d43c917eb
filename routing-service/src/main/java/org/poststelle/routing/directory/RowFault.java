package org.poststelle.routing.directory;

/**
 * What is wrong with a row of a table.
 *
 * @param line where the row ends, from 1, or {@link #ELSEWHERE} for an entry of another part that no longer fits
 * @param column of the table; the entry and its column for one of another part
 * @param message in the caller's language
 */
record RowFault(long line, String column, String message) {

    static final long ELSEWHERE = Long.MAX_VALUE;
}
