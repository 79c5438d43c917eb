/** Texts that an authority writes again and again. */
@NullMarked
package org.poststelle.ticket.textmodule;

import org.jspecify.annotations.NullMarked;
