package org.poststelle.ticket.desk;

import org.jspecify.annotations.Nullable;

/**
 * What the citizen said, and how to reach them: the personal data of a ticket.
 *
 * @param phone in international form (E.164)
 * @param language the language to write to them, {@code de} or {@code en}
 */
public record Enquiry(
        String subject,
        String text,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        String language) {}
