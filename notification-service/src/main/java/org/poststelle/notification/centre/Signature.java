package org.poststelle.notification.centre;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.PlainText;

/**
 * How the mails of a centre end, line by line.
 *
 * @param de in German, in easy language too
 * @param en in English
 */
public record Signature(
        @Nullable @Size(min = 1, max = 6) List<@NotBlank @Size(max = 100) @PlainText String> de,

        @Nullable @Size(min = 1, max = 6) List<@NotBlank @Size(max = 100) @PlainText String> en) {}
