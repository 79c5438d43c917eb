package org.poststelle.ticket.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Foto.png,Foto.png",
                "FOTO.PNG,FOTO.PNG",
                "Scan vom 3. Mai,Scan vom 3. Mai.png",
                "../../etc/passwd,passwd.png",
                "C:\\Users\\erika\\Foto.png,Foto.png",
                "Seite.html,Seite.html.png",
                "a\u202Egnp.exe,agnp.exe.png",
                " .Foto.png. ,Foto.png",
                "a\"b;c=*.png,ab;c=.png",
                "Gru\u0308\u00DFe.png,Gr\u00FC\u00DFe.png",
                "../,Anhang.png",
                "\u202E,Anhang.png",
            })
    void nameIsSafeToShowAndToStoreUnder(String given, String safe) {
        assertThat(FileName.of(given, FileType.PNG)).isEqualTo(safe);
    }

    @Test
    void controlCharactersAreLeftOut() {
        assertThat(FileName.of("a\u0000b\r\n\u200B.png", FileType.PNG)).isEqualTo("ab.png");
    }

    @Test
    void longNameIsCutBeforeItsExtension() {
        assertThat(FileName.of("a".repeat(200) + ".jpeg", FileType.JPEG))
                .hasSize(150)
                .endsWith("aaa.jpeg");
        assertThat(FileName.of("\uD83D\uDE00".repeat(100), FileType.PDF))
                .hasSize(150)
                .endsWith("\uDE00.pdf");
    }
}
