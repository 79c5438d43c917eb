package org.poststelle.routing.directory;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.PlainText;

/**
 * What an agent can tell about a service without asking anybody, in German.
 *
 * @param text how it goes
 * @param easyText the same in easy language (Leichte Sprache)
 * @param documents what to bring
 * @param onlineService where it is done without coming
 */
public record Knowledge(
        @Nullable @Size(max = 10_000) @PlainText(lines = true)
        String text,

        @Nullable @Size(max = 10_000) @PlainText(lines = true)
        String easyText,

        @Nullable @Size(max = 50) List<@NotNull @NotBlank @PlainText @Size(max = 300) String> documents,
        @Nullable @PlainText @Size(max = 1_000) String fees,

        @Nullable @PlainText @Pattern(regexp = Contact.WEB_ADDRESS) @Size(max = 500)
        String onlineService) {}
