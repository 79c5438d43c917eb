package org.poststelle.ticket.attachment;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Optional;

/** Which files tickets take. */
@ConfigMapping(prefix = "poststelle.attachments")
interface AttachmentSettings {

    /** The services whose tickets take files: beginnings of their keys, or {@code *} for all. */
    Optional<List<String>> allowed();

    /** How many files a ticket has at most. */
    @Min(1)
    int perTicket();

    /** How large a file may be. */
    MemorySize maxSize();

    /** Whether tickets of the service take files. */
    default boolean allow(String serviceKey) {
        return allowed().stream()
                .flatMap(List::stream)
                .anyMatch(prefix -> prefix.equals("*") || serviceKey.startsWith(prefix));
    }
}
