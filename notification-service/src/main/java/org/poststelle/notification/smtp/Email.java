package org.poststelle.notification.smtp;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What one mail says to whom. Control characters and Unicode line separators become spaces in the subject, so that no text
 * can begin a header; the text keeps its line feeds and tabs.
 *
 * @param conversation what it belongs to: mail programs show emails of one conversation together
 */
public record Email(MailAddress to, String subject, String text, Locale language, UUID conversation) {

    private static final Pattern UNFIT_FOR_HEADER = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]+");
    private static final Pattern UNFIT_FOR_TEXT = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\\n\\t]]+");

    public Email {
        subject = UNFIT_FOR_HEADER.matcher(subject).replaceAll(" ").strip();
        text = UNFIT_FOR_TEXT.matcher(text.replace("\r\n", "\n")).replaceAll(" ");
    }

    /** Address and text are personal data: they do not reach a log by accident. */
    @Override
    public String toString() {
        return "Email[...]";
    }
}
