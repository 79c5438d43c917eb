package org.poststelle.ticket.textmodule;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.queue.TicketDetails;

/** What a text module leaves open, in curly braces, to be filled in for a ticket. */
enum Placeholder {
    /** What people call the ticket. */
    REFERENCE("reference"),
    /** The name of the citizen. */
    NAME("name"),
    /** Until when an answer is promised. */
    DUE("due");

    /** Also the space before, which goes with a value that is not known. */
    private static final Pattern WRITTEN = Pattern.compile(" ?\\{([^{}\\n]*)}");

    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern(
                    "EEEE, d. MMMM uuuu, HH:mm 'Uhr'", Locale.GERMAN)
            .withZone(GERMANY);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern(
                    "EEEE, d MMMM uuuu, HH:mm '(German time)'", Locale.ENGLISH)
            .withZone(GERMANY);

    private final String written;

    Placeholder(String written) {
        this.written = written;
    }

    /** The first in the text that nobody knows. */
    static Optional<String> unknownIn(String text) {
        return WRITTEN.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> of(name).isEmpty())
                .findFirst();
    }

    /** The text for a ticket. A value that is not known is left out. */
    static String fill(String text, TicketDetails ticket) {
        return WRITTEN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(replacement(found, ticket)));
    }

    private static String replacement(MatchResult found, TicketDetails ticket) {
        var value =
                of(found.group(1)).map(placeholder -> placeholder.value(ticket)).orElse(null);
        var space = found.group().startsWith(" ") ? " " : "";
        return value == null ? "" : space + value;
    }

    private @Nullable String value(TicketDetails ticket) {
        return switch (this) {
            case REFERENCE -> ticket.reference();
            case NAME -> ticket.name();
            case DUE ->
                ticket.dueAt() == null
                        ? null
                        : ("en".equals(ticket.language()) ? ENGLISH : GERMAN).format(ticket.dueAt());
        };
    }

    private static Optional<Placeholder> of(String name) {
        return Arrays.stream(values())
                .filter(placeholder -> placeholder.written.equals(name))
                .findFirst();
    }
}
