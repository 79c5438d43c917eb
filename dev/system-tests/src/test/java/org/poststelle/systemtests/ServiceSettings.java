package org.poststelle.systemtests;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.poststelle.localstack.Service;

/** The properties a service is built with, its own and those of the modules all services share. */
record ServiceSettings(Properties properties) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}");

    static ServiceSettings of(Service service) {
        var properties = new Properties();
        properties.putAll(
                file("libraries/reliable-messaging/src/main/resources/META-INF/microprofile-config.properties"));
        properties.putAll(
                file("libraries/rest-conventions/src/main/resources/META-INF/microprofile-config.properties"));
        properties.putAll(file(service.id() + "/src/main/resources/application.properties"));
        return new ServiceSettings(properties);
    }

    /** A properties file, by its path in the project. */
    static Properties file(String path) {
        return file(Path.of("../..", path));
    }

    static Properties file(Path path) {
        try (var reader = Files.newBufferedReader(path)) {
            var properties = new Properties();
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String property(String name) {
        return properties.getProperty(name, "");
    }

    List<String> inboxTopics() {
        return properties.stringPropertyNames().stream()
                .filter(name -> name.matches("mp\\.messaging\\.incoming\\.\\w+\\.topic"))
                .map(this::property)
                .toList();
    }

    /** The environment variables the service reads. */
    Set<String> variables() {
        return PLACEHOLDER
                .matcher(properties.values().toString())
                .results()
                .map(placeholder -> placeholder.group(1))
                .collect(toSet());
    }

    /** What a variable is when it is not given. One without an entry must be given. */
    Map<String, String> defaults() {
        return PLACEHOLDER
                .matcher(properties.values().toString())
                .results()
                .filter(placeholder -> placeholder.group(2) != null)
                .collect(toMap(placeholder -> placeholder.group(1), placeholder -> placeholder.group(2)));
    }

    /** The variables without which the service does not start. */
    Set<String> required() {
        return variables().stream()
                .filter(variable -> !defaults().containsKey(variable))
                .collect(toSet());
    }

    int httpPort() {
        return Integer.parseInt(defaults().getOrDefault("HTTP_PORT", ""));
    }

    int managementPort() {
        return Integer.parseInt(defaults().getOrDefault("MANAGEMENT_PORT", ""));
    }
}
