/** What the events of other services do to tickets. */
@NullMarked
package org.poststelle.ticket.reaction;

import org.jspecify.annotations.NullMarked;
