package org.poststelle.notification.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"https://poststelle.example", "https://poststelle.example/", "https://poststelle.example//"})
    void aLinkLeadsToTheTicket(String url) {
        assertThat(new PublicUrl(url).of(new UUID(0, 1)))
                .isEqualTo("https://poststelle.example/api/v1/tickets/00000000-0000-0000-0000-000000000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poststelle",
                "poststelle.example",
                "/poststelle",
                "https:",
                "https://",
                "mailto:a@b.example",
                "ftp://poststelle.example",
                "javascript:alert(1)",
                "https://poststelle.example?a=b",
                "https://poststelle.example\nBcc: evil@attacker.example"
            })
    void whatABrowserCannotOpenIsRefused(String url) {
        assertThatThrownBy(() -> new PublicUrl(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("PUBLIC_URL must be the address under which staff reach Poststelle");
    }
}
