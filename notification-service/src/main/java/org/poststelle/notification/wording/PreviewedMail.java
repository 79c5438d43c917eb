package org.poststelle.notification.wording;

import java.util.Objects;
import org.poststelle.notification.smtp.MailContent;

/** A mail to a citizen as it would be sent. */
record PreviewedMail(String subject, String text, String html) {

    /** The form of references, which begin with the code of the centre. */
    static final String REFERENCE = "^[A-Z]{1,4}-[0-9]{4}-[0-9]{6,9}$";

    static PreviewedMail of(MailContent content) {
        return new PreviewedMail(content.subject(), content.text(), Objects.requireNonNull(content.html()));
    }
}
