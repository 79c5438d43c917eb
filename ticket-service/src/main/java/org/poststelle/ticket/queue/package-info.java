/** Tickets as people see them: single ones and lists. */
@NullMarked
package org.poststelle.ticket.queue;

import org.jspecify.annotations.NullMarked;
