/** Events are read at least once and take effect once, in order per ticket; what cannot be handled is set aside. */
@NullMarked
package org.poststelle.messaging.inbox;

import org.jspecify.annotations.NullMarked;
