package org.poststelle.ticket.attachment;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/** Makes of what a file is called a name that is safe to show and to store under. */
final class FileName {

    /** In UTF-16 units; every file system takes so much. */
    static final int MAX_LENGTH = 150;

    /** What a file is called of whose name nothing is left. */
    private static final String UNNAMED = "Anhang";

    private static final String NOT_IN_NAMES = "<>:\"|?*";

    private FileName() {}

    /**
     * The name without a path, without characters that cannot be seen or turn the direction of what is written, and with the extension of
     * the type, so that nobody's computer takes the file for a program or a page.
     */
    static String of(String given, FileType type) {
        var name = withoutPath(given)
                .codePoints()
                .filter(FileName::isAllowed)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        name = Normalizer.normalize(name, Form.NFC).strip().replaceAll("^[. ]+|[. ]+$", "");
        if (name.isEmpty()) {
            name = UNNAMED;
        }
        if (!type.fits(name)) {
            name += type.extension();
        }
        return shortened(name);
    }

    private static String withoutPath(String given) {
        return given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    }

    private static boolean isAllowed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> NOT_IN_NAMES.indexOf(character) < 0;
        };
    }

    private static String shortened(String name) {
        if (name.length() <= MAX_LENGTH) {
            return name;
        }
        var extension = name.substring(name.lastIndexOf('.'));
        var end = MAX_LENGTH - extension.length();
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + extension;
    }
}
