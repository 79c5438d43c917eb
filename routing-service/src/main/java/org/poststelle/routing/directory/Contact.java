package org.poststelle.routing.directory;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.PlainText;

/** How citizens reach an authority themselves. */
public record Contact(
        @Nullable @Size(max = 500) @PlainText(lines = true) String address,

        @Nullable @PlainText @Pattern(regexp = "[+0-9 ()/.-]{3,40}")
        String phone,

        @Nullable @Size(max = 1_000) @PlainText(lines = true)
        String openingHours,

        @Nullable @PlainText @Pattern(regexp = WEB_ADDRESS) @Size(max = 500)
        String website) {

    static final String WEB_ADDRESS = "https?://\\S+";
}
