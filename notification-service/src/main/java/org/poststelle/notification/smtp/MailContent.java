package org.poststelle.notification.smtp;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one mail says. Control characters and Unicode line separators become spaces in the subject, so that no text can begin a header;
 * text and HTML keep their line feeds and tabs.
 *
 * @param html the same as the text for programs that show HTML; absent where the mail has text only
 */
public record MailContent(
        String subject, String text, @Nullable String html) {

    private static final Pattern UNFIT_FOR_HEADER = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]+");
    private static final Pattern UNFIT_FOR_TEXT = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\\n\\t]]+");

    public MailContent {
        subject = UNFIT_FOR_HEADER.matcher(subject).replaceAll(" ").strip();
        text = cleaned(text);
        html = html == null ? null : cleaned(html);
    }

    private static String cleaned(String text) {
        return UNFIT_FOR_TEXT.matcher(text.replace("\r\n", "\n")).replaceAll(" ");
    }

    /** Texts are personal data: they do not reach a log by accident. */
    @Override
    public String toString() {
        return "MailContent[...]";
    }
}
