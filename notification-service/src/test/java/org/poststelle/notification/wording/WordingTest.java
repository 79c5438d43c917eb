package org.poststelle.notification.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

    private final StandardWordings standard = new StandardWordings();

    @Test
    void valuesAreFilledInLiterallyAndOnce() {
        var wording = new Wording("Zu {reference}", "{text}\n{reference} {reference}");

        var filled = wording.filled(Map.of(
                Placeholder.REFERENCE, "KO-2026-000001",
                Placeholder.TEXT, "Kosten: $1 \\ {reference} {signature} {config:secret} {#if true}"));

        assertThat(filled.subject()).isEqualTo("Zu KO-2026-000001");
        assertThat(filled.text())
                .isEqualTo("Kosten: $1 \\ {reference} {signature} {config:secret} {#if true}\n"
                        + "KO-2026-000001 KO-2026-000001");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANSWER | {text} {due} | due",
                "RECEIPT | {due} {text} | text",
                "RECEIPT | {reference.class} | reference.class",
                "RECEIPT | {config:DB_PASSWORD} | config:DB_PASSWORD",
                "RECEIPT | {#include German/Reminder} | #include German/Reminder",
                "RECEIPT | {Reference} | Reference",
                "RECEIPT | { reference } | ' reference '",
                "RECEIPT | {} | ''",
            })
    void placeholderThatTheOccasionLacksIsNamed(Occasion occasion, String text, String name) {
        assertThatThrownBy(() -> new Wording("Betreff", text).check(occasion))
                .isInstanceOfSatisfying(WordingRefusal.UnknownPlaceholder.class, refusal -> {
                    assertThat(refusal.name()).isEqualTo(name);
                    assertThat(refusal.field()).isEqualTo("text");
                });
    }

    /** It could be long, and subjects are read by everybody who sees the screen. */
    @ParameterizedTest
    @ValueSource(strings = {"text", "due", "signature"})
    void subjectNamesReferenceAndCentreOnly(String name) {
        assertThatCode(() -> new Wording("{centre}: {reference}", "{text}").check(Occasion.QUESTION))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Wording("{" + name + "}", "{text}").check(Occasion.QUESTION))
                .isInstanceOfSatisfying(
                        WordingRefusal.UnknownPlaceholder.class,
                        refusal -> assertThat(refusal.field()).isEqualTo("subject"));
    }

    @ParameterizedTest
    @CsvSource({"'{reference', 1", "'eins\n zwei }', 2", "'{reference}\n\n{{due}}', 3", "'{re\nference}', 1"})
    void braceOnItsOwnIsFoundInItsLine(String text, long line) {
        assertThatThrownBy(() -> new Wording("Betreff", text).check(Occasion.RECEIPT))
                .isInstanceOfSatisfying(
                        WordingRefusal.StrayBrace.class,
                        refusal -> assertThat(refusal.line()).isEqualTo(line));
    }

    @ParameterizedTest
    @EnumSource(
            value = Occasion.class,
            names = {"QUESTION", "QUESTION_REMINDER", "INTERIM", "ANSWER", "CLOSED"})
    void mailOfSomebodyShowsWhatTheyWrote(Occasion occasion) {
        assertThatThrownBy(() -> new Wording("Betreff", "Rufen Sie an.").check(occasion))
                .isInstanceOf(WordingRefusal.MissingPlaceholder.class);
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void standardTextsNameTheReferenceAndWhatTheirOccasionHas(Language language) {
        for (var occasion : Occasion.values()) {
            var wording = standard.wording(language, occasion);

            assertThat(wording.subject()).as("%s %s", language, occasion).contains("{reference}");
            assertThat(wording.text()).as("%s %s", language, occasion).endsWith("{signature}");
            assertThat(wording.text().contains("{due}"))
                    .isEqualTo(occasion.placeholders().contains(Placeholder.DUE));
        }
    }

    /** As the rules for easy language want it (Netzwerk Leichte Sprache). */
    @Test
    void easyLanguageHasShortSentencesWithoutCommas() {
        for (var occasion : Occasion.values()) {
            var words = standard.wording(Language.EASY_GERMAN, occasion).text().replaceFirst("Guten Tag,", "");

            assertThat(words.lines())
                    .as(occasion.name())
                    .allSatisfy(line ->
                            assertThat(line).hasSizeLessThanOrEqualTo(60).doesNotContain(",", ";"));
        }
    }
}
