package org.poststelle.notification.wording;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a mail is about.
 *
 * @param due by when an answer, or the citizen's reply, is awaited, where the occasion has it
 * @param text what somebody has written, where the occasion has it
 */
public record Facts(
        String reference, @Nullable Instant due, @Nullable String text) {

    /** Texts are personal data: they do not reach a log by accident. */
    @Override
    public String toString() {
        return "Facts[...]";
    }
}
