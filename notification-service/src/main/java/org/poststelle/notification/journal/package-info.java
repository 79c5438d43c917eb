/** The mailbox that proves what the mail server took. */
@NullMarked
package org.poststelle.notification.journal;

import org.jspecify.annotations.NullMarked;
