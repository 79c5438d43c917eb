package org.poststelle.notification.wording;

import static java.util.stream.Collectors.toMap;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.wording.MailTexts.ChangedText;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.rest.Role;

/** In which words the coordinator's service centre writes to citizens. */
@Path("/api/v1/mail-texts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.COORDINATOR)
class MailTextResource {

    private final MailTexts texts;
    private final StandardWordings standard;
    private final MailTextCommands commands;
    private final CurrentCaller caller;
    private final Clock clock;

    MailTextResource(
            MailTexts texts, StandardWordings standard, MailTextCommands commands, CurrentCaller caller, Clock clock) {
        this.texts = texts;
        this.standard = standard;
        this.commands = commands;
        this.caller = caller;
        this.clock = clock;
    }

    /** A text for each occasion and language. */
    record MailTextList(List<MailText> items) {}

    private record Place(Occasion occasion, Language language) {}

    /** The texts that hold for the coordinator's centre: its own, and the standard ones where it has none. */
    @GET
    @Transactional
    public MailTextList listMailTexts() {
        var changed = texts.newest(caller.centre()).stream()
                .collect(toMap(text -> new Place(text.occasion(), text.language()), Function.identity()));
        return new MailTextList(Arrays.stream(Language.values())
                .flatMap(language -> Arrays.stream(Occasion.values())
                        .map(occasion -> MailText.of(
                                occasion,
                                language,
                                standard.wording(language, occasion),
                                changed.get(new Place(occasion, language)))))
                .toList());
    }

    /** The text that holds for an occasion in a language, with its version as {@code ETag}. */
    @GET
    @Path("{kind}/{language}")
    @Transactional
    public RestResponse<MailText> readMailText(
            @RestPath Occasion kind, @RestPath @Schema(pattern = Language.TAG) String language) {
        var known = language(language);
        var changed = texts.newest(caller.centre(), kind, known).orElse(null);
        var text = MailText.of(kind, known, standard.wording(known, kind), changed);
        return ResponseBuilder.ok(text).tag(IfMatch.tag(text.version())).build();
    }

    /**
     * A text as a change left it.
     *
     * @param subject absent, as the text, where the change went back to the standard text
     */
    record MailTextChange(
            long version,
            @Nullable String subject,
            @Nullable String text,
            String changedBy,
            Instant changedAt) {

        private static MailTextChange of(ChangedText changed) {
            return new MailTextChange(
                    changed.version(), changed.subject(), changed.text(), changed.changedBy(), changed.changedAt());
        }
    }

    /** Who changed the text when and to what, the newest change first. */
    @GET
    @Path("{kind}/{language}/versions")
    @Transactional
    public RestResponse<Page<MailTextChange>> listMailTextVersions(
            @RestPath Occasion kind,
            @RestPath @Schema(pattern = Language.TAG) String language,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        var before = cursor == null ? Long.MAX_VALUE : Page.place(cursor, Long::parseLong);
        return Page.of(
                        texts.changes(caller.centre(), kind, language(language), before, limit + 1),
                        limit,
                        change -> Long.toString(change.version()))
                .map(MailTextChange::of)
                .answer(request);
    }

    /**
     * Puts words of the centre in the place of the text. Mails that have not been sent yet are written in these, too.
     *
     * @param ifMatch the version that the coordinator saw, or {@code *} for any
     */
    @PUT
    @Path("{kind}/{language}")
    public RestResponse<Void> replaceMailText(
            @RestPath Occasion kind,
            @RestPath @Schema(pattern = Language.TAG) String language,
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid Wording wording) {
        var version = commands.replace(
                caller.centreStaff(),
                kind,
                language(language),
                wording,
                IfMatch.versionOrAny(ifMatch),
                clock.instant());
        return ResponseBuilder.<Void>noContent().tag(IfMatch.tag(version)).build();
    }

    /**
     * Goes back to the standard text, for mails that have not been sent yet, too.
     *
     * @param ifMatch the version that the coordinator saw, or {@code *} for any
     */
    @DELETE
    @Path("{kind}/{language}")
    public RestResponse<Void> removeMailText(
            @RestPath Occasion kind,
            @RestPath @Schema(pattern = Language.TAG) String language,
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch) {
        var version = commands.revert(
                caller.centreStaff(), kind, language(language), IfMatch.versionOrAny(ifMatch), clock.instant());
        return ResponseBuilder.<Void>noContent().tag(IfMatch.tag(version)).build();
    }

    private static Language language(String tag) {
        return Language.of(tag).orElseThrow(NotFoundException::new);
    }
}
