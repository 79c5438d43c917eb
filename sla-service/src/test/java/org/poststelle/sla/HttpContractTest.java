package org.poststelle.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.poststelle.testenvironment.HttpContract;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init")
class HttpContractTest {

    @TestHTTPResource(value = "/openapi", management = true)
    URL document;

    @Test
    void storedDocumentIsWhatTheServiceAnswers() throws IOException {
        assertThat(HttpContract.isStored(served()))
                .as("contracts/openapi.yaml is current; -Dcontracts.update writes it")
                .isTrue();
    }

    @Test
    void documentSaysWhatClientsNeed() throws IOException {
        assertThat(HttpContract.of(served()).shortcomings()).isEmpty();
    }

    private String served() throws IOException {
        try (var answer = document.openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
