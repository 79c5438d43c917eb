package org.poststelle.ticket.textmodule;

import static org.poststelle.rest.Role.CLERK;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Page;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.model.Classification;
import org.poststelle.ticket.textmodule.TextModules.Listed;

/** The text modules of the clerk's authority. */
@Path("/api/v1/text-modules")
@RolesAllowed(CLERK)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class TextModuleResource {

    private final TextModules modules;
    private final CurrentCaller caller;
    private final Clock clock;

    TextModuleResource(TextModules modules, CurrentCaller caller, Clock clock) {
        this.modules = modules;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * What clerks may write again and again.
     *
     * @param serviceKey the public service it is for; none for all
     * @param text may leave open {@code {reference}}, {@code {name}} and {@code {due}}
     */
    record WrittenModule(
            @Nullable @Pattern(regexp = Classification.SERVICE_KEY) @Size(max = 60)
            String serviceKey,

            @NotBlank @Size(max = 100) @PlainText String title,

            @NotBlank @Size(max = 10_000) @PlainText(lines = true)
            String text) {}

    /** The text modules by their titles. With a service, those for it and those for all. */
    @GET
    @Transactional
    public RestResponse<Page<Listed>> listTextModules(
            @QueryParam("serviceKey") @Pattern(regexp = Classification.SERVICE_KEY) @Nullable String serviceKey,
            @QueryParam("limit") @DefaultValue("" + Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @Context UriInfo request) {
        return modules.page(caller.clerk().authority(), serviceKey, limit, cursor)
                .answer(request);
    }

    /** Adds a text module. */
    @POST
    @APIResponseSchema(value = Listed.class, responseCode = "201")
    @Transactional
    public RestResponse<Listed> addTextModule(@Valid @NotNull WrittenModule written) {
        var clerk = caller.clerk();
        var id = UuidCreator.getTimeOrderedEpoch();
        check(written, clerk, id);
        var module = new TextModule(
                id,
                clerk.authority(),
                written.serviceKey(),
                written.title().strip(),
                written.text().strip(),
                clerk.user(),
                clock.instant());
        modules.persistAndFlush(module);
        return ResponseBuilder.create(RestResponse.Status.CREATED, module.listed())
                .header("Location", "/api/v1/text-modules/" + id)
                .tag(IfMatch.tag(module.version()))
                .build();
    }

    /** One text module. */
    @GET
    @Path("{id}")
    @Transactional
    public RestResponse<Listed> readTextModule(@RestPath UUID id) {
        return answer(existing(id, caller.clerk()));
    }

    /** Rewrites a text module. */
    @PUT
    @Path("{id}")
    @Transactional
    public RestResponse<Listed> rewriteTextModule(
            @RestPath UUID id,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @Valid @NotNull WrittenModule written) {
        var clerk = caller.clerk();
        var known = IfMatch.version(ifMatch);
        var module = existing(id, clerk);
        if (module.version() != known) {
            throw IfMatch.stale();
        }
        check(written, clerk, id);
        module.rewrite(
                written.serviceKey(), written.title().strip(), written.text().strip(), clerk.user(), clock.instant());
        modules.flush();
        return answer(module);
    }

    /** Removes a text module; what was written with it stays. Again, it is gone already. */
    @DELETE
    @Path("{id}")
    @Transactional
    public void removeTextModule(@RestPath UUID id) {
        modules.delete("id = ?1 and authority = ?2", id, caller.clerk().authority());
    }

    private TextModule existing(UUID id, Clerk clerk) {
        return modules.lock(id, clerk.authority()).orElseThrow(() -> Problem.of(Status.NOT_FOUND, "not-found"));
    }

    private void check(WrittenModule written, Clerk clerk, UUID id) {
        Placeholder.unknownIn(written.text()).ifPresent(unknown -> {
            throw Problem.unprocessable("text", "unknown-placeholder", unknown);
        });
        if (modules.isTaken(written.title().strip(), written.serviceKey(), clerk.authority(), id)) {
            throw Problem.at("title", Status.CONFLICT, "title-taken");
        }
    }

    private static RestResponse<Listed> answer(TextModule module) {
        return ResponseBuilder.ok(module.listed())
                .tag(IfMatch.tag(module.version()))
                .build();
    }
}
