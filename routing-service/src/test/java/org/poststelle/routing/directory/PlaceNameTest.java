package org.poststelle.routing.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceNameTest {

    @ParameterizedTest
    @CsvSource({
        "München, Muenchen",
        "KÖLN, koeln",
        "Groß-Gerau, Gross Gerau",
        "St. Goar, Sankt Goar",
        "St.Goar, Sankt Goar",
        "St Ingbert, Sankt Ingbert",
        "St.-Peter-Ording, Sankt Peter-Ording",
        "Bad Neuenahr-Ahrweiler, bad neuenahr ahrweiler",
        "'  Halle (Saale)  ', Halle Saale",
        "Besançon, Besancon",
    })
    void twoWaysToWriteANameAreTheSame(String one, String other) {
        assertThat(PlaceName.normalized(one)).isEqualTo(PlaceName.normalized(other));
    }

    @ParameterizedTest
    @CsvSource({"Stade, stade", "Rust, rust", "%_, ''", "'', ''"})
    void otherLettersStayAsTheyAre(String name, String normalized) {
        assertThat(PlaceName.normalized(name)).isEqualTo(normalized);
    }
}
