/** How a enquiry becomes a ticket, once, however often the request is sent. */
@NullMarked
package org.poststelle.ticket.intake;

import org.jspecify.annotations.NullMarked;
