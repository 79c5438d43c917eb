package org.poststelle.ticket.intake;

import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.MailAddress;
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.model.Contact;

/**
 * How a citizen wants to be reached. Only what the answer needs: the address for the requested channel; the rest may stay empty.
 *
 * @param email a bare address, without a display name: nothing in it may start another header
 * @param phone in any common form; numbers without country code are German
 */
public record ContactDetails(
        @Nullable @Size(max = 200) @PlainText String name,

        @Nullable @MailAddress String email,

        @Nullable @PhoneNumber String phone,
        @Nullable Language language) {

    /** The languages mails are written in. */
    public enum Language {
        de,
        en
    }

    /** In the form in which it is kept. */
    public Contact contact() {
        return new Contact(
                Optional.ofNullable(name)
                        .map(String::strip)
                        .filter(stripped -> !stripped.isEmpty())
                        .orElse(null),
                email,
                phone == null ? null : PhoneNumber.International.of(phone),
                Objects.requireNonNullElse(language, Language.de).name());
    }
}
