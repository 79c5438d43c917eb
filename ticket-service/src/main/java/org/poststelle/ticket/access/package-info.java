/** Who may see a ticket and what they may do with it. */
@NullMarked
package org.poststelle.ticket.access;

import org.jspecify.annotations.NullMarked;
