package org.poststelle.notification.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @ValueSource(strings = {"a@b.example", "erika.mustermann+115@mail.koblenz.example", "o'neill@b.example"})
    void aBareAddressIsAnAddress(String text) {
        assertThat(MailAddress.of(text)).map(MailAddress::value).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@b.example",
                "a@",
                "a@b@c.example",
                "Erika <a@b.example>",
                "<a@b.example>",
                "a@b.example, c@d.example",
                "a@b.example;c@d.example",
                "a (comment)@b.example",
                "\"a b\"@b.example",
                "a b@b.example",
                "a..b@b.example",
                ".a@b.example",
                "a@b..example",
                "a@-b.example",
                "a@b.example\nBcc: c@d.example",
                "a@b.example\r\nDATA",
                "a\r\n@b.example",
                "a\u0000@b.example",
                "a@b.example\n",
                "ä@b.example",
                "a@b.example>\u2028"
            })
    void anythingElseIsNone(String text) {
        assertThat(MailAddress.of(text)).isEmpty();
    }

    @Test
    void anOverlongAddressIsNone() {
        assertThat(MailAddress.of("a".repeat(65) + "@b.example")).isEmpty();
        assertThat(MailAddress.of("a@" + "b.".repeat(126) + "example")).isEmpty();
        assertThat(MailAddress.of(null)).isEmpty();
    }

    @Test
    void aDomainWithUmlautsIsTakenInItsAsciiForm() {
        assertThat(MailAddress.of("amt@bönningstedt.example"))
                .map(MailAddress::value)
                .contains("amt@xn--bnningstedt-rfb.example");
        assertThat(MailAddress.of("a@Bönningstedt.example"))
                .map(MailAddress::value)
                .contains("a@xn--bnningstedt-rfb.example");
        assertThat(MailAddress.of("a@xn--bnningstedt-rfb.example"))
                .map(MailAddress::value)
                .contains("a@xn--bnningstedt-rfb.example");
    }

    @Test
    void aDomainWithAnEszettIsNotTheOneWithTwoS() {
        assertThat(MailAddress.of("a@straße.example")).map(MailAddress::value).contains("a@xn--strae-oqa.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@ﬀ.example", "a@①②.example", "a@x\u200d.example", "a@xn--zzzzzz-.example"})
    void aDomainThatIsWrittenOtherwiseThanRegisteredIsNone(String text) {
        assertThat(MailAddress.of(text)).isEmpty();
    }

    @Test
    void aLabelIsAsLongAsItIsInAscii() {
        assertThat(MailAddress.of("a@" + "ü".repeat(60) + ".example")).isEmpty();
    }

    @Test
    void anAddressDoesNotPrintItself() {
        assertThat(new MailAddress("a@b.example")).asString().doesNotContain("a@b");
    }
}
