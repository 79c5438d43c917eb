package org.poststelle.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.routing.decision.Explanation.Code;
import org.poststelle.routing.decision.Explanation.Step;

class ExplanationTest {

    @ParameterizedTest
    @EnumSource
    void everyStepHasASentenceInBothLanguages(Code code) {
        var step = Step.of(code, "one", "two", "three");

        assertThat(step.inWords(Locale.GERMAN))
                .isNotBlank()
                .doesNotContain("{")
                .isNotEqualTo(step.inWords(Locale.ENGLISH));
    }

    @Test
    void namesTheServiceInTheReadersLanguage() {
        var why = new Explanation(
                List.of(Step.of(Code.SERVICE_FOUND, "local:elterngeld", "Elterngeld", "Parental allowance")));

        assertThat(why.inWords(Locale.GERMAN))
                .containsExactly("Die Leistung ist „Elterngeld“ (Schlüssel local:elterngeld).");
        assertThat(why.inWords(Locale.ENGLISH))
                .containsExactly("The service is \"Parental allowance\" (key local:elterngeld).");
    }
}
