/** What happens to tickets, told at once to those who watch. */
@NullMarked
package org.poststelle.ticket.live;

import org.jspecify.annotations.NullMarked;
