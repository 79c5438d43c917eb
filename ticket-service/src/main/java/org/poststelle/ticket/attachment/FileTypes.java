package org.poststelle.ticket.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/** Finds out by its content what a file is. What it is called, and what it is said to be, say nothing. */
@ApplicationScoped
class FileTypes {

    private final MimeTypes known = MimeTypes.getDefaultMimeTypes();

    /** Whether the content is of the type. */
    boolean isOf(FileType type, byte[] content) {
        return detect(content).equals(type.mediaType()) && (type != FileType.TEXT || isReadable(content));
    }

    private String detect(byte[] content) {
        try {
            return known.detect(new ByteArrayInputStream(content), new Metadata())
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The detection looks at the beginning only. */
    private static boolean isReadable(byte[] content) {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .chars()
                    .allMatch(character -> !Character.isISOControl(character)
                            || character == '\n'
                            || character == '\r'
                            || character == '\t'
                            || character == '\f');
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
