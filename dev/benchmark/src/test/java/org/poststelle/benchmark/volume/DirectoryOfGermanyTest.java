package org.poststelle.benchmark.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class DirectoryOfGermanyTest {

    private static final int LARGEST_REQUEST = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final VolumeSettings settings = VolumeSettings.full();
    private final DirectoryOfGermany germany =
            new DirectoryOfGermany(sample(), settings.services(), settings.municipalities(), settings.competences());

    @Test
    void documentsFitIntoOneRequestEach() {
        assertThat(germany.register().getBytes(UTF_8)).hasSizeLessThan(LARGEST_REQUEST);
        assertThat(germany.document().getBytes(UTF_8)).hasSizeLessThan(LARGEST_REQUEST);
    }

    @Test
    void registerHasEachKeyOnceAfterItsLand() {
        var known = new HashSet<String>();
        germany.register().lines().skip(1).map(row -> row.split(",", -1)[0]).forEach(key -> {
            assertThat(known.add(key)).as(key).isTrue();
            assertThat(known).contains(key.substring(0, 2));
        });
        assertThat(known).hasSizeGreaterThan(settings.municipalities()).containsAll(germany.someMunicipalities(100));
    }

    @Test
    void documentNamesOnlyWhatThereIs() throws IOException {
        var document = JSON.readTree(germany.document());
        var services = keys(document.path("services"));
        var authorities = keys(document.path("authorities"));
        var generated = 0;
        for (var competence : document.path("competences")) {
            assertThat(authorities).contains(competence.path("authority").asText());
            assertThat(germany.register())
                    .contains("\r\n" + competence.path("regionKey").asText() + ",");
            if (competence.path("authority").asText().matches("kreis-\\d+")) {
                generated += competence.path("services").size();
                competence.path("services").forEach(key -> assertThat(services).contains(key.asText()));
            }
        }
        assertThat(generated).isEqualTo(settings.competences());
        assertThat(services).hasSizeGreaterThan(settings.services());
    }

    private static Set<String> keys(JsonNode list) {
        var keys = new HashSet<String>();
        StreamSupport.stream(list.spliterator(), false)
                .forEach(element ->
                        assertThat(keys.add(element.path("key").asText())).isTrue());
        return keys;
    }

    private static JsonNode sample() {
        try (var file = DirectoryOfGermanyTest.class.getResourceAsStream("/sample-directory.json")) {
            return JSON.readTree(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
