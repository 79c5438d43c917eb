package org.poststelle.notification.wording;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Role;

/** What a mail in a text of the coordinator's service centre would look like. Nothing is sent, and nothing is kept. */
@Path("/api/v1/mail-texts/{kind}/{language}/preview")
@Produces(MediaType.APPLICATION_JSON)
class MailTextPreviewResource {

    /** When the due time is, where the caller names none. */
    private static final Duration SAMPLE_DUE = Duration.ofDays(1);

    private final CitizenMails mails;
    private final StandardWordings standard;
    private final CurrentCaller caller;
    private final Clock clock;

    MailTextPreviewResource(CitizenMails mails, StandardWordings standard, CurrentCaller caller, Clock clock) {
        this.mails = mails;
        this.standard = standard;
        this.caller = caller;
        this.clock = clock;
    }

    /** What a text is filled in with; what is absent is made up. */
    record SampleValues(
            @Nullable @Pattern(regexp = PreviewedMail.REFERENCE)
            String reference,

            @Nullable Instant due,

            @Nullable @Size(max = 10_000) @PlainText(lines = true)
            String text) {

        private static final SampleValues NONE = new SampleValues(null, null, null);
    }

    /**
     * What to show.
     *
     * @param draft words that are not kept yet; the text that holds where there are none
     */
    record WantedPreview(
            @Nullable @Valid Wording draft, @Nullable @Valid SampleValues sample) {}

    /** A mail of the coordinator's centre in the words that hold or in those of a draft, filled in with sample values. */
    @POST
    @RolesAllowed(Role.COORDINATOR)
    public PreviewedMail previewMailText(
            @RestPath Occasion kind,
            @RestPath @Schema(pattern = Language.TAG) String language,
            @NotNull @Valid WantedPreview wanted) {
        var known = Language.of(language).orElseThrow(NotFoundException::new);
        var centre = caller.centre();
        var facts = facts(centre, known, Objects.requireNonNullElse(wanted.sample(), SampleValues.NONE));
        var draft = wanted.draft();
        if (draft == null) {
            return PreviewedMail.of(mails.write(centre, kind, known, facts));
        }
        draft.check(kind);
        return PreviewedMail.of(mails.write(centre, kind, known, facts, draft));
    }

    private Facts facts(String centre, Language language, SampleValues sample) {
        var text = sample.text();
        return new Facts(
                Objects.requireNonNullElseGet(sample.reference(), () -> centre + "-2026-000115"),
                Objects.requireNonNullElseGet(
                        sample.due(), () -> clock.instant().plus(SAMPLE_DUE)),
                text == null || text.isBlank() ? standard.words(language).sample() : text);
    }
}
