/** Whose answers are released by a second person. */
@NullMarked
package org.poststelle.ticket.release;

import org.jspecify.annotations.NullMarked;
