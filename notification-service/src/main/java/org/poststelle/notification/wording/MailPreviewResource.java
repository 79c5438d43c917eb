package org.poststelle.notification.wording;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Role;

/** What a mail that somebody is about to write would look like. Nothing is sent, and nothing is kept. */
@Path("/api/v1/mail-preview")
@Produces(MediaType.APPLICATION_JSON)
class MailPreviewResource {

    /** When a reply to a question would be awaited, where the caller names no time. */
    private static final Duration SAMPLE_REPLY = Duration.ofDays(14);

    private final CitizenMails mails;
    private final CurrentCaller caller;
    private final Clock clock;

    MailPreviewResource(CitizenMails mails, CurrentCaller caller, Clock clock) {
        this.mails = mails;
        this.caller = caller;
        this.clock = clock;
    }

    /** What somebody can write to a citizen. */
    enum WrittenKind {
        ANSWER,
        QUESTION,
        INTERIM,
        CLOSED
    }

    /**
     * What somebody is about to write to a citizen.
     *
     * @param reference of the ticket; its centre is the one that the mail comes from
     * @param replyBy until when a reply to a question would be awaited
     */
    record WrittenMail(
            @NotNull WrittenKind kind,
            @NotNull @Pattern(regexp = Language.TAG) String language,

            @NotNull @Pattern(regexp = PreviewedMail.REFERENCE)
            String reference,

            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text,

            @Nullable Instant replyBy) {}

    /** The mail that the citizen would get, in the words of the centre that the ticket belongs to. */
    @POST
    @RolesAllowed({Role.AGENT, Role.CLERK})
    public PreviewedMail previewMail(@NotNull @Valid WrittenMail written) {
        var centre = centre(caller.get(), written);
        var occasion = Occasion.valueOf(written.kind().name());
        var language = Language.of(written.language()).orElseThrow();
        var facts = new Facts(
                written.reference(),
                Objects.requireNonNullElseGet(
                        written.replyBy(), () -> clock.instant().plus(SAMPLE_REPLY)),
                written.text());
        return AccessScope.ofCentre(centre)
                .call(() -> PreviewedMail.of(mails.write(centre, occasion, language, facts)));
    }

    /** Clerks answer tickets of all centres: what a centre writes below its mails is no secret to them. */
    private static String centre(Caller caller, WrittenMail written) {
        return caller instanceof CentreStaff staff
                ? staff.centre()
                : written.reference().substring(0, written.reference().indexOf('-'));
    }
}
