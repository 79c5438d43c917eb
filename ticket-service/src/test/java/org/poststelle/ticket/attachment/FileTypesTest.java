package org.poststelle.ticket.attachment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypesTest {

    private final FileTypes types = new FileTypes();

    @Test
    void fileIsWhatItsContentSays() {
        assertThat(typesOf("%PDF-1.7\n".getBytes(UTF_8))).containsExactly(FileType.PDF);
        assertThat(typesOf(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16}))
                .containsExactly(FileType.JPEG);
        assertThat(typesOf(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}))
                .containsExactly(FileType.PNG);
        assertThat(typesOf("Grüße aus Koblenz,\r\n\tErika".getBytes(UTF_8))).containsExactly(FileType.TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><script>alert(1)</script></html>",
                "<!DOCTYPE html><p>Hallo</p>",
                "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "#!/bin/sh\nrm -rf /",
                "MZ\u0090\u0000\u0003",
                "PK\u0003\u0004",
                "GIF89a",
            })
    void nothingElseIsAccepted(String content) {
        assertThat(typesOf(content.getBytes(ISO_8859_1))).isEmpty();
    }

    @Test
    void textIsReadableToItsEnd() {
        assertThat(typesOf("Grüße".getBytes(ISO_8859_1))).isEmpty();
        assertThat(typesOf(("a".repeat(100_000) + "\u0000").getBytes(UTF_8))).isEmpty();
        assertThat(typesOf("a".repeat(100_000).getBytes(UTF_8))).containsExactly(FileType.TEXT);
    }

    private List<FileType> typesOf(byte[] content) {
        return Arrays.stream(FileType.values())
                .filter(type -> types.isOf(type, content))
                .toList();
    }
}
