package org.poststelle.notification.centre;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.smtp.MailAddress;
import org.poststelle.notification.smtp.MailSettings;

/** What can be done to the contacts of the centres. */
@ApplicationScoped
@Transactional
class ContactsCommands {

    private final Centres centres;
    private final MailSettings settings;

    ContactsCommands(Centres centres, MailSettings settings) {
        this.centres = centres;
        this.settings = settings;
    }

    /**
     * Puts contacts in the place of the centre's. Mails that have not been sent yet go to these, too.
     *
     * @param known the version that the coordinator saw, or nothing when any will do
     * @return the version of the contacts
     * @throws ContactsRefusal when a mailbox is one of this service, the colour is too light, or the contacts were changed meanwhile
     */
    long replace(String centre, CentreContacts contacts, OptionalLong known, String user, Instant now) {
        refuseOwn("coordinatorMailbox", contacts.coordinatorMailbox());
        refuseOwn("leadMailbox", contacts.leadMailbox());
        refuseLight(contacts.colour());
        centres.lock(centre);
        var current = centres.newest(centre).version();
        ContactsRefusal.ifStale(known, current);
        centres.add(new ContactsVersion(new ContactsVersion.Key(centre, current + 1), contacts, user, now));
        return current + 1;
    }

    private void refuseOwn(String field, @Nullable String mailbox) {
        if (MailAddress.of(mailbox).filter(settings::isOwn).isPresent()) {
            throw new ContactsRefusal.OwnMailbox(field);
        }
    }

    private static void refuseLight(@Nullable String colour) {
        if (colour != null) {
            var contrast = Colour.of(colour).contrastToWhite();
            if (contrast < Colour.READABLE) {
                throw new ContactsRefusal.LowContrast(contrast);
            }
        }
    }
}
