package org.poststelle.notification.wording;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** The texts that hold where a centre has no own ones, and the words around all texts. A missing or faulty one stops the start. */
@Startup(1) // before anything reads an event
@Singleton
class StandardWordings {

    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");

    private final Map<Language, Map<Occasion, Wording>> wordings = new EnumMap<>(Language.class);
    private final Map<Language, Words> words = new EnumMap<>(Language.class);

    StandardWordings() {
        for (var language : Language.values()) {
            words.put(language, Words.of(language));
            var texts = new EnumMap<Occasion, Wording>(Occasion.class);
            for (var occasion : Occasion.values()) {
                texts.put(occasion, read(language, occasion));
            }
            wordings.put(language, texts);
        }
    }

    /**
     * The words around a text.
     *
     * @param centre what a centre is called that has not said its name
     * @param signature how the mails of a centre end that has not said how
     * @param phone what stands before its number
     * @param written the last sentence below what somebody has written
     * @param automatic the last sentence below what nobody has written
     * @param sample what stands for what somebody writes
     */
    record Words(
            DateTimeFormatter due,
            String centre,
            String signature,
            String phone,
            String written,
            String automatic,
            String sample) {

        private static Words of(Language language) {
            var words = new Properties();
            try (var lines = new StringReader(resource(language, "words.properties"))) {
                words.load(lines);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new Words(
                    DateTimeFormatter.ofPattern(word(words, "due"), language.locale())
                            .withZone(GERMANY),
                    word(words, "centre"),
                    word(words, "signature"),
                    word(words, "phone"),
                    word(words, "written"),
                    word(words, "automatic"),
                    word(words, "sample"));
        }

        private static String word(Properties words, String key) {
            return Objects.requireNonNull(words.getProperty(key), key);
        }

        String notice(Occasion occasion) {
            return occasion.isWritten() ? written : automatic;
        }

        String due(Instant due) {
            return this.due.format(due);
        }
    }

    Wording wording(Language language, Occasion occasion) {
        return Objects.requireNonNull(
                Objects.requireNonNull(wordings.get(language)).get(occasion));
    }

    Words words(Language language) {
        return Objects.requireNonNull(words.get(language));
    }

    /** The first line of a file is the subject. */
    private static Wording read(Language language, Occasion occasion) {
        var subjectAndText = resource(language, occasion + ".txt").split("\n", 2);
        var wording = new Wording(subjectAndText[0], subjectAndText[1].strip());
        wording.check(occasion);
        return wording;
    }

    private static String resource(Language language, String name) {
        var path = "/wording/" + language.tag() + "/" + name;
        try (var file = StandardWordings.class.getResourceAsStream(path);
                Reader reader = new InputStreamReader(Objects.requireNonNull(file, path), StandardCharsets.UTF_8)) {
            return reader.readAllAsString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
