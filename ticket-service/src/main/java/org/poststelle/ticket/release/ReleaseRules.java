package org.poststelle.ticket.release;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * For which answers an authority demands that a second person releases them.
 *
 * @param required whether it demands that at all
 * @param serviceKeyPrefixes only for services whose keys begin with one of these; without any, for all services
 */
record ReleaseRules(
        @NotNull Boolean required,

        @NotNull @Size(max = 1000)
        List<@NotNull @Pattern(regexp = "\\d{1,14}|local:[a-z0-9-]*") @Size(max = 60) String> serviceKeyPrefixes) {

    static final ReleaseRules NONE = new ReleaseRules(false, List.of());

    /** Whether an answer about the service is to be released. */
    boolean holdFor(String serviceKey) {
        return required
                && (serviceKeyPrefixes.isEmpty() || serviceKeyPrefixes.stream().anyMatch(serviceKey::startsWith));
    }
}
