/** What the service centres say about themselves, for mails. */
@NullMarked
package org.poststelle.notification.centre;

import org.jspecify.annotations.NullMarked;
