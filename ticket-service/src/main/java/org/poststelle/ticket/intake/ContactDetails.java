package org.poststelle.ticket.intake;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.MailAddress;
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.model.Contact;

/**
 * How a citizen wants to be reached. Only what the answer needs: the address for the requested channel; the rest may stay empty.
 *
 * @param email a bare address, without a display name: nothing in it may start another header
 * @param callWithin at what time of day a call is welcome, in Germany; at any where nothing is said
 * @param address where a letter goes, in lines as on its envelope
 * @param phone in any common form; numbers without country code are German
 */
public record ContactDetails(
        @Nullable @Size(max = 200) @PlainText String name,

        @Nullable @MailAddress String email,

        @Nullable @PhoneNumber String phone,

        @Nullable @Size(max = 300) @PlainText(lines = true) String address,

        @Nullable @Valid CallTimes callWithin,
        @Nullable Language language) {

    /** A time of the day. */
    public record CallTimes(
            @NotNull @JsonFormat(pattern = "HH:mm") LocalTime from,
            @NotNull @JsonFormat(pattern = "HH:mm") LocalTime to) {

        @Schema(hidden = true)
        @AssertTrue(message = "{org.poststelle.ticket.intake.ContactDetails.CallTimes.message}")
        boolean isWindow() {
            return from == null || to == null || from.isBefore(to);
        }
    }

    /** The languages mails are written in. */
    public enum Language {
        de,
        en
    }

    /** In the form in which it is kept. */
    public Contact contact() {
        return new Contact(
                stripped(name),
                email,
                phone == null ? null : PhoneNumber.International.of(phone),
                stripped(address),
                callWithin == null ? null : callWithin.from(),
                callWithin == null ? null : callWithin.to(),
                Objects.requireNonNullElse(language, Language.de).name());
    }

    private static @Nullable String stripped(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(String::strip)
                .filter(stripped -> !stripped.isEmpty())
                .orElse(null);
    }

    /** How somebody is kept who did not say who they are. */
    public static Contact contactOf(@Nullable ContactDetails citizen) {
        return citizen == null
                ? new Contact(null, null, null, null, null, null, Language.de.name())
                : citizen.contact();
    }

    /** What would tell who it is, by the names of the fields. */
    Stream<String> personal() {
        return Stream.of(
                        name == null ? null : "name",
                        email == null ? null : "email",
                        phone == null ? null : "phone",
                        address == null ? null : "address",
                        callWithin == null ? null : "callWithin")
                .filter(Objects::nonNull);
    }
}
