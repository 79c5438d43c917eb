package org.poststelle.notification.smtp;

import java.util.Locale;
import java.util.UUID;

/**
 * What one mail says to whom.
 *
 * @param conversation what it belongs to: mail programs show emails of one conversation together
 */
public record Email(MailAddress to, MailContent content, Locale language, UUID conversation) {

    /** An email that is text only. */
    public Email(MailAddress to, String subject, String text, Locale language, UUID conversation) {
        this(to, new MailContent(subject, text, null), language, conversation);
    }

    /** Address and text are personal data: they do not reach a log by accident. */
    @Override
    public String toString() {
        return "Email[...]";
    }
}
