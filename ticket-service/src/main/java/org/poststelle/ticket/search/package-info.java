/** Finding a ticket by what was said or by who said it. */
@NullMarked
package org.poststelle.ticket.search;

import org.jspecify.annotations.NullMarked;
