package org.poststelle.ticket.intake;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.PlainText;
import org.poststelle.ticket.model.Classification;
import org.poststelle.ticket.model.Enquiry;
import org.poststelle.ticket.model.IntakeChannel;
import org.poststelle.ticket.model.Priority;
import org.poststelle.ticket.model.ReplyChannel;

/**
 * What an agent registers.
 *
 * @param serviceKey the public service: 14 digits (FIM), or {@code local:} and a name where no key is known
 * @param regionKey the municipality of the enquiry: 12 digits (ARS)
 * @param replyChannel how the citizen asked to be answered
 * @param intakeChannel how the enquiry came in; by a call to 115 where nothing is said
 * @param partner the centre whose calls were taken over, or that handed this one over; only with {@code PARTNER_OVERFLOW}
 * @param citizen how the citizen is reached; nothing with the reply channel {@code NONE}, required with any other
 * @param priority how urgent it is; {@code NORMAL} where nothing is said
 */
@ReachableOnRequestedChannel
@PartnerOnlyForOverflow
record NewTicket(
        @NotNull @Pattern(regexp = Classification.SERVICE_KEY) @Size(max = 60)
        String serviceKey,

        @NotNull @Pattern(regexp = Classification.REGION_KEY)
        String regionKey,

        @NotBlank @Size(max = 200) @PlainText String subject,

        @NotBlank @Size(max = 10_000) @PlainText(lines = true)
        String text,

        @NotNull ReplyChannel replyChannel,
        @Nullable IntakeChannel intakeChannel,

        @Nullable @Pattern(regexp = PartnerOnlyForOverflow.Origin.CENTRE)
        String partner,

        @Nullable Priority priority,
        @Nullable @Valid ContactDetails citizen)
        implements ReachableOnRequestedChannel.Wish, PartnerOnlyForOverflow.Origin {

    /** The personal data of the ticket with the id. */
    Enquiry enquiry(UUID ticketId) {
        return new Enquiry(ticketId, subject.strip(), text.strip(), ContactDetails.contactOf(citizen));
    }
}
