/** Erasing what is personal: after a while, and when a citizen asks for it. */
@NullMarked
package org.poststelle.ticket.privacy;

import org.jspecify.annotations.NullMarked;
