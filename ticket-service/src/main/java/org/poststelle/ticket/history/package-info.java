/** What happened to tickets and what was written with it: append-only. */
@NullMarked
package org.poststelle.ticket.history;

import org.jspecify.annotations.NullMarked;
