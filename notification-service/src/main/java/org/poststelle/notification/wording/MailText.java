package org.poststelle.notification.wording;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.wording.MailTexts.ChangedText;

/**
 * The words that hold for an occasion in a language.
 *
 * @param own whether they are the centre's own and not the standard text
 * @param placeholders what the text may leave open, without its braces
 * @param version counts the changes by the centre; 0 where it never changed it
 * @param changedBy who changed it last
 */
record MailText(
        Occasion kind,
        @Schema(pattern = Language.TAG) String language,
        String subject,
        String text,
        boolean own,
        List<String> placeholders,
        long version,
        @Nullable String changedBy,
        @Nullable Instant changedAt) {

    /** @param changed the last change by the centre, if there was one */
    static MailText of(Occasion occasion, Language language, Wording standard, @Nullable ChangedText changed) {
        var own = changed == null ? null : changed.wording().orElse(null);
        var holds = own == null ? standard : own;
        return new MailText(
                occasion,
                language.tag(),
                holds.subject(),
                holds.text(),
                own != null,
                occasion.placeholders().stream().map(Placeholder::written).toList(),
                changed == null ? 0 : changed.version(),
                changed == null ? null : changed.changedBy(),
                changed == null ? null : changed.changedAt());
    }
}
