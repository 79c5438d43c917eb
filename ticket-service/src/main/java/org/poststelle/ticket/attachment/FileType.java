package org.poststelle.ticket.attachment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types of files that are accepted: those that every office can open, and that run nothing. */
enum FileType {
    PDF(FileType.APPLICATION_PDF, ".pdf"),
    JPEG(FileType.IMAGE_JPEG, ".jpg", ".jpeg"),
    PNG(FileType.IMAGE_PNG, ".png"),
    TEXT(FileType.TEXT_PLAIN, ".txt");

    static final String APPLICATION_PDF = "application/pdf";
    static final String IMAGE_JPEG = "image/jpeg";
    static final String IMAGE_PNG = "image/png";
    static final String TEXT_PLAIN = "text/plain";

    private final String mediaType;

    @SuppressWarnings("ImmutableEnumChecker") // the list is a copy
    private final List<String> extensions;

    FileType(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    /** The type that is called so, without regard to parameters such as the character set. */
    static Optional<FileType> of(String contentType) {
        var name = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(name))
                .findFirst();
    }

    /** The name of the type in HTTP. */
    String mediaType() {
        return mediaType;
    }

    /** What the name of such a file ends in. */
    String extension() {
        return extensions.getFirst();
    }

    /** Whether a file of the name is opened as one of this type. */
    boolean fits(String fileName) {
        var name = fileName.toLowerCase(Locale.ROOT);
        return extensions.stream().anyMatch(name::endsWith);
    }
}
