package org.poststelle.notification.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.notification.wording.HtmlMail.Piece;

class HtmlMailTest {

    @Test
    void emptyLinesDivideParagraphs() {
        assertThat(HtmlMail.paragraphs("\nGuten Tag,\n\nerste\nzweite\n \n\n\ndritte\n"))
                .extracting(paragraph -> paragraph.lines().size())
                .containsExactly(1, 2, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Siehe https://koblenz.example/a?b=c&d=e#f. | https://koblenz.example/a?b=c&d=e#f",
                "(http://koblenz.example) | http://koblenz.example",
                "https://koblenz.example/\"onmouseover=\"x | https://koblenz.example/",
                "https://koblenz.example/<script> | https://koblenz.example/",
            })
    void addressesAreLinksAsFarAsTheyAreAddresses(String line, String address) {
        assertThat(HtmlMail.paragraphs(line).getFirst().lines().getFirst().pieces())
                .filteredOn(Piece::link)
                .extracting(Piece::text)
                .containsExactly(address);
    }

    @ParameterizedTest
    @CsvSource({"javascript:alert(1)", "ftp://koblenz.example", "koblenz.example", "https://"})
    void nothingElseIsALink(String line) {
        assertThat(HtmlMail.paragraphs(line).getFirst().lines().getFirst().pieces())
                .noneMatch(Piece::link);
    }
}
