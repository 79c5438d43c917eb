/** How an email is handed to the mail server. */
@NullMarked
package org.poststelle.notification.smtp;

import org.jspecify.annotations.NullMarked;
