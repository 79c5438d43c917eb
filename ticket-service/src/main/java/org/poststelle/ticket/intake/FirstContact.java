package org.poststelle.ticket.intake;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.Classification;
import org.poststelle.ticket.model.IntakeChannel;
import org.poststelle.ticket.model.TicketEvent.ResolvedAtFirstContact;

/**
 * An enquiry that an agent answered at once. Nothing is kept of who asked and what was said.
 *
 * @param serviceKey the public service: 14 digits (FIM), or {@code local:} and a name where no key is known
 * @param regionKey the municipality of the enquiry: 12 digits (ARS); none where nobody asked
 * @param intakeChannel how the enquiry came in; by a call to 115 where nothing is said
 * @param partner the centre whose calls were taken over, or that handed this one over; only with {@code PARTNER_OVERFLOW}
 */
@PartnerOnlyForOverflow
record FirstContact(
        @NotNull @Pattern(regexp = Classification.SERVICE_KEY) @Size(max = 60)
        String serviceKey,

        @Nullable @Pattern(regexp = Classification.REGION_KEY)
        String regionKey,

        @Nullable IntakeChannel intakeChannel,

        @Nullable @Pattern(regexp = PartnerOnlyForOverflow.Origin.CENTRE)
        String partner)
        implements PartnerOnlyForOverflow.Origin {

    ResolvedAtFirstContact resolved(UUID id, Instant at) {
        return new ResolvedAtFirstContact(
                id,
                serviceKey,
                regionKey,
                Objects.requireNonNullElse(intakeChannel, IntakeChannel.HOTLINE_115),
                partner,
                at);
    }
}
