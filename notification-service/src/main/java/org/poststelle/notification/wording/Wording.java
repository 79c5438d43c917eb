package org.poststelle.notification.wording;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.poststelle.rest.PlainText;

/**
 * The words of a mail with placeholders in curly braces. They are data: a placeholder is replaced by its value once, and nothing in the
 * words or in a value is ever evaluated.
 *
 * @param subject may leave open the reference and the name of the centre
 * @param text may leave open what its occasion has
 */
record Wording(
        @NotBlank @Size(max = 200) @PlainText String subject,

        @NotBlank @Size(max = 10_000) @PlainText(lines = true)
        String text) {

    private static final Set<Placeholder> IN_SUBJECTS = EnumSet.of(Placeholder.REFERENCE, Placeholder.CENTRE);

    /** A placeholder, or a brace that belongs to none. */
    private static final Pattern BRACES = Pattern.compile("\\{([^{}\\n]*)}|[{}]");

    /**
     * Refuses words that could not be filled in, or would hide from the citizen what somebody has written.
     *
     * @throws WordingRefusal which names the placeholder or the line
     */
    void check(Occasion occasion) {
        check("subject", subject, IN_SUBJECTS);
        check("text", text, occasion.placeholders());
        if (occasion.isWritten() && !text.contains("{" + Placeholder.TEXT.written() + "}")) {
            throw new WordingRefusal.MissingPlaceholder("text", Placeholder.TEXT.written());
        }
    }

    private static void check(String field, String words, Set<Placeholder> allowed) {
        var braces = BRACES.matcher(words);
        while (braces.find()) {
            var name = braces.group(1);
            if (name == null) {
                var lineFeeds = words.substring(0, braces.start()).chars().filter(character -> character == '\n');
                throw new WordingRefusal.StrayBrace(field, 1 + lineFeeds.count());
            }
            if (Placeholder.of(name).filter(allowed::contains).isEmpty()) {
                throw new WordingRefusal.UnknownPlaceholder(
                        field, name, allowed.stream().map(Placeholder::written).toList());
            }
        }
    }

    /** The words with the values in the place of the placeholders. */
    Wording filled(Map<Placeholder, String> values) {
        return new Wording(filled(subject, values), filled(text, values));
    }

    private static String filled(String words, Map<Placeholder, String> values) {
        return BRACES.matcher(words)
                .replaceAll(found -> Matcher.quoteReplacement(Placeholder.of(String.valueOf(found.group(1)))
                        .map(values::get)
                        .orElse(found.group())));
    }
}
