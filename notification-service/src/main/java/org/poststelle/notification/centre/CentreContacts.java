package org.poststelle.notification.centre;

import org.jspecify.annotations.Nullable;
import org.poststelle.rest.MailAddress;

/**
 * Where the people of a service centre receive mail. Whoever has no mailbox gets no mail.
 *
 * @param coordinatorMailbox of its coordinators
 * @param leadMailbox of those who lead the centre
 */
public record CentreContacts(
        @Nullable @MailAddress String coordinatorMailbox,
        @Nullable @MailAddress String leadMailbox) {

    /** Of a centre that has said nothing. */
    static final CentreContacts NONE = new CentreContacts(null, null);
}
