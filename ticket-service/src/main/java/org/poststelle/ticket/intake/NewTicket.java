package org.poststelle.ticket.intake;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.MailAddress;
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.model.Enquiry;
import org.poststelle.ticket.model.ReplyChannel;

/**
 * What an agent registers.
 *
 * @param serviceKey the public service: 14 digits (FIM), or {@code local:} and a name where no key is known
 * @param regionKey the municipality of the enquiry: 12 digits (ARS)
 * @param replyChannel how the citizen asked to be answered
 */
@ReachableOnRequestedChannel
record NewTicket(
        @NotNull @Pattern(regexp = "\\d{14}|local:[a-z0-9]+(-[a-z0-9]+)*") @Size(max = 60)
        String serviceKey,

        @NotNull @Pattern(regexp = "\\d{12}") String regionKey,
        @NotBlank @Size(max = 200) @PlainText String subject,

        @NotBlank @Size(max = 10_000) @PlainText(lines = true)
        String text,

        @NotNull ReplyChannel replyChannel,
        @NotNull @Valid Citizen citizen) {

    /**
     * Only what the answer needs: the address for the requested channel; the rest may stay empty.
     *
     * @param email a bare address, without a display name: nothing in it may start another header
     * @param phone in any common form; numbers without country code are German
     */
    record Citizen(
            @Nullable @Size(max = 200) @PlainText String name,

            @Nullable @MailAddress String email,

            @Nullable @PhoneNumber String phone,
            @Nullable Language language) {}

    /** The languages mails are written in. */
    enum Language {
        de,
        en
    }

    /** The personal data of the ticket with the id. */
    Enquiry enquiry(UUID ticketId) {
        return new Enquiry(
                ticketId,
                subject.strip(),
                text.strip(),
                citizen.name() == null || citizen.name().isBlank()
                        ? null
                        : citizen.name().strip(),
                citizen.email(),
                citizen.phone() == null ? null : PhoneNumber.International.of(citizen.phone()),
                citizen.language() == null
                        ? Language.de.name()
                        : citizen.language().name());
    }
}
