package org.poststelle.notification.wording;

import io.quarkus.qute.TemplateInstance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A mail as a web page. The engine escapes all words, so that markup in them is read and not followed; the page loads nothing.
 *
 * @param language its tag
 * @param colour of the heading, as {@code #rrggbb}
 * @param paragraphs what the mail says
 * @param foot who says it
 */
record HtmlMail(String language, String subject, String colour, List<Paragraph> paragraphs, List<Paragraph> foot)
        implements TemplateInstance {

    /** Text that belongs together, line by line. */
    public record Paragraph(List<Line> lines) {}

    /** Words and addresses in their order. */
    public record Line(List<Piece> pieces) {}

    /** @param link whether it is an address that can be opened */
    public record Piece(String text, boolean link) {}

    private static final Pattern BETWEEN_PARAGRAPHS = Pattern.compile("\n[ \\t]*\n\\s*");

    /** The last character is none that ends a sentence or closes a bracket. */
    private static final Pattern ADDRESS =
            Pattern.compile("https?://[^\\s<>\"{}|\\\\^`]*[^\\s<>\"{}|\\\\^`.,;:!?)\\]'“”»]");

    /** The paragraphs of a text, which empty lines divide. */
    static List<Paragraph> paragraphs(String text) {
        return Arrays.stream(BETWEEN_PARAGRAPHS.split(text.strip()))
                .map(paragraph ->
                        new Paragraph(paragraph.lines().map(HtmlMail::line).toList()))
                .toList();
    }

    private static Line line(String line) {
        var pieces = new ArrayList<Piece>();
        var end = 0;
        var addresses = ADDRESS.matcher(line);
        while (addresses.find()) {
            pieces.add(new Piece(line.substring(end, addresses.start()), false));
            pieces.add(new Piece(addresses.group(), true));
            end = addresses.end();
        }
        pieces.add(new Piece(line.substring(end), false));
        return new Line(pieces);
    }
}
