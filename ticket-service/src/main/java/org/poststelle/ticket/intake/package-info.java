/** How an enquiry becomes a ticket. */
@NullMarked
package org.poststelle.ticket.intake;

import org.jspecify.annotations.NullMarked;
