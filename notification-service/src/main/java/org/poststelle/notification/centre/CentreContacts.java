package org.poststelle.notification.centre;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.MailAddress;
import org.poststelle.rest.PlainText;

/**
 * What a service centre says about itself: where its people receive mail, and who the citizen reads that a mail comes from. Whoever
 * has no mailbox gets no mail; what is absent in a mail to citizens is left out or said in neutral words.
 *
 * @param coordinatorMailbox of its coordinators
 * @param leadMailbox of those who lead the centre
 * @param name as citizens know it
 * @param phone where citizens reach it, as they dial it
 * @param website an address with {@code https}
 * @param signature how its mails end
 * @param colour of headings in its mails, with a contrast to white of 4.5:1 or more
 */
public record CentreContacts(
        @Nullable @MailAddress String coordinatorMailbox,
        @Nullable @MailAddress String leadMailbox,

        @Nullable @Pattern(regexp = "^\\S.*$") @Size(max = 100) @PlainText
        String name,

        @Nullable @Pattern(regexp = "^[+0-9][0-9 ()/-]{2,29}$")
        String phone,

        @Nullable
        @Pattern(regexp = "^https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[A-Za-z0-9._~%/?=&#+-]*)?$")
        @Size(max = 200)
        String website,

        @Nullable @Valid Signature signature,

        @Nullable @Pattern(regexp = Colour.HEX) String colour) {

    /** Of a centre that has said nothing. */
    static final CentreContacts NONE = new CentreContacts(null, null, null, null, null, null, null);
}
