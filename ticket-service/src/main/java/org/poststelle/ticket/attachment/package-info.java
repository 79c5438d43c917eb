/** Files that belong to tickets: photos, forms, letters. */
@NullMarked
package org.poststelle.ticket.attachment;

import org.jspecify.annotations.NullMarked;
