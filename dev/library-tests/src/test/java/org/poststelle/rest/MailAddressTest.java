package org.poststelle.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.rest.MailAddress.Deliverable;

class MailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "erika@beispiel.example, erika@beispiel.example",
        "e.beispiel+115@post.beispiel.example, e.beispiel+115@post.beispiel.example",
        "erika@müller.example, erika@xn--mller-kva.example",
        "erika@straße.example, erika@xn--strae-oqa.example",
        "erika@Müller.example, erika@xn--mller-kva.example",
        "o'brien@beispiel.example, o'brien@beispiel.example",
    })
    void addressIsDeliverable(String address, String deliverable) {
        assertThat(Deliverable.of(address)).contains(deliverable);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "erika",
                "erika@",
                "@beispiel.example",
                "erika@beispiel",
                "erika@-beispiel.example",
                "erika@beispiel..example",
                ".erika@beispiel.example",
                "eri..ka@beispiel.example",
                "Erika <erika@beispiel.example>",
                "a@b.example, c@d.example",
                "a@b.example\nBcc: c@d.example",
                "=?utf-8?q?x?=@b.example",
                "\"erika\"@beispiel.example",
                "erika@[127.0.0.1]",
                "erika@①.example",
                "müller@beispiel.example",
                "e\u2028a@beispiel.example",
            })
    void whatMailServersReadOtherwiseIsRefused(String address) {
        assertThat(Deliverable.of(address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 300})
    void addressThatIsTooLongIsRefused(int length) {
        assertThat(Deliverable.of("a".repeat(length) + "@beispiel.example")).isEmpty();
    }
}
