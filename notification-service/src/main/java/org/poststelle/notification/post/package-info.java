/** How a letter leaves the house over SMTP, and how the journal over IMAP proves that it did. */
@NullMarked
package org.poststelle.notification.post;

import org.jspecify.annotations.NullMarked;
