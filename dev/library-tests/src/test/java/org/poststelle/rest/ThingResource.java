package org.poststelle.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Things with a name, numbered from 1 to 25; a resource with every kind of input. */
@Path("/api/v1/things")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.AGENT)
public class ThingResource {

    private static final int LAST = 25;
    private static final long VERSION = 7;

    private final CurrentCaller caller;

    ThingResource(CurrentCaller caller) {
        this.caller = caller;
    }

    /** A kind of thing. */
    public enum Kind {
        SMALL,
        LARGE
    }

    /** A thing as callers send it. */
    public record Thing(
            @NotBlank @Size(max = 20) @PlainText String name,

            @Size(max = 900_000) @PlainText(lines = true) @Nullable
            String text,

            @MailAddress @Nullable String email,
            @Nullable LocalDate day,
            @Nullable Kind kind,
            @Size(max = 2) @Nullable List<@NotBlank @PlainText String> tags,
            @Valid @Nullable Part part) {}

    /** A part of a thing. */
    public record Part(@NotNull Integer number) {}

    @GET
    public RestResponse<Page<Integer>> list(
            @QueryParam("limit") @DefaultValue("20") @Min(1) @Max(Page.MAX_LIMIT) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("owner") @Nullable UUID owner,
            @QueryParam("archived") @DefaultValue("false") boolean archived,
            @QueryParam("kind") @Nullable Kind kind,
            @Context UriInfo request) {
        int after = cursor == null ? 0 : Page.place(cursor, Integer::valueOf);
        var found = IntStream.rangeClosed(after + 1, Math.min(LAST, after + limit + 1))
                .boxed()
                .toList();
        return Page.of(found, limit, String::valueOf).answer(request);
    }

    @POST
    public RestResponse<Thing> create(@NotNull @Valid Thing thing) {
        if (thing.name().equals("occupied")) {
            throw Problem.at("name", Status.CONFLICT, "occupied", thing.name());
        }
        return ResponseBuilder.create(RestResponse.Status.CREATED, thing).build();
    }

    @PUT
    @Path("{number}")
    public RestResponse<Thing> replace(
            @RestPath int number, @HeaderParam("If-Match") @Nullable String ifMatch, @NotNull @Valid Thing thing) {
        if (IfMatch.version(ifMatch) != VERSION) {
            throw IfMatch.stale();
        }
        return ResponseBuilder.ok(thing).tag(IfMatch.tag(VERSION + 1)).build();
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("Erika Beispiel lives in column citizen_name");
    }

    @GET
    @Path("impossible")
    public String impossible() {
        throw Problem.unprocessable("number", "occupied", "x");
    }

    @GET
    @Path("unavailable")
    public String unavailable() {
        throw Problem.of(Status.SERVICE_UNAVAILABLE, "unavailable");
    }

    @GET
    @Path("centre")
    public Page<String> centre() {
        return new Page<>(List.of(caller.centre()), null);
    }
}
