package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.poststelle.localstack.LocalStack;

/** After all other tests: what people said and who they are is on no topic. */
@ExtendWith(RunningSystem.class)
@Order(Integer.MAX_VALUE)
class NoPersonalDataTest {

    /** Every name, address, number and text, or an unmistakable part of it, that the tests of this module use (a few digits also occur in ids and instants). */
    private static final String[] PERSONAL = {
        "Wilhelmine",
        "Musterfrau",
        "musterfrau.example",
        "Zwillinge",
        "Vierzehn Monate",
        "Ottokar",
        "Beispielmann",
        "23125 042",
        "23125042",
        "Mutterschutz",
        "16 Uhr",
        "sechsten Woche",
        "Enkelin",
        "Silvesterrakete",
        "Wer erlaubt",
        "Geheim",
        "Nur für Koblenz",
        "Postfach",
        "Kommt die Mail",
        "Ausfall",
        "Stille",
        "Hört mich",
        "Ist jemand",
        "Unverdrossen",
        "geht nicht verloren",
        "Hartmut",
        "Hartnäckig",
        "beispiel.example",
        "bleiben dran",
        "@"
    };

    @Test
    void noTopicHoldsAnythingPersonal(LocalStack stack) {
        var records = TopicRecords.all(stack);
        assertThat(records).isNotEmpty();
        assertThat(records).allSatisfy(record -> assertThat(record.toString()).doesNotContainIgnoringCase(PERSONAL));
    }
}
