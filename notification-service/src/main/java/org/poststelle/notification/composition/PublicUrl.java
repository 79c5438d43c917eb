package org.poststelle.notification.composition;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The address under which staff reach Poststelle; the beginning of every link in a mail. */
@Startup(1) // before anything reads an event
@Singleton
class PublicUrl {

    private final String url;

    /** @throws ConfigurationException when it is no address that a browser could open */
    PublicUrl(@ConfigProperty(name = "poststelle.public-url") String url) {
        if (!isWebAddress(url)) {
            throw new ConfigurationException(
                    "PUBLIC_URL must be the address under which staff reach Poststelle, such as"
                            + " https://poststelle.stadt.example, but is \"" + url + "\".");
        }
        this.url = url.replaceAll("/+$", "");
    }

    String of(UUID ticket) {
        return url + "/api/v1/tickets/" + ticket;
    }

    private static boolean isWebAddress(String text) {
        try {
            var uri = URI.create(text);
            return uri.getHost() != null
                    && uri.getQuery() == null
                    && uri.getFragment() == null
                    && uri.getScheme().matches("https?");
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
