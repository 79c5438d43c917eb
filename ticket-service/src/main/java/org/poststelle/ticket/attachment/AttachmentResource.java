package org.poststelle.ticket.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.access.TicketPolicy;
import org.poststelle.ticket.queue.TicketViews;

/** Files that belong to a ticket: for the centre and for the authority that has the ticket now, like the enquiry itself. */
@Path("/api/v1/tickets/{id}/attachments")
@RolesAllowed({AGENT, COORDINATOR, CLERK})
@Produces(MediaType.APPLICATION_JSON)
class AttachmentResource {

    /** An upload is in memory until it is stored; so many at once fit beside the rest of the work. */
    private static final int UPLOADS_AT_ONCE = 4;

    private static final int RETRY_AFTER_SECONDS = 2;

    private final Semaphore uploads = new Semaphore(UPLOADS_AT_ONCE);
    private final AttachmentCommands commands;
    private final AttachmentSettings settings;
    private final AttachmentContents contents;
    private final Attachments attachments;
    private final FileTypes types;
    private final TicketViews tickets;
    private final CurrentCaller caller;
    private final Clock clock;

    AttachmentResource(
            AttachmentCommands commands,
            AttachmentSettings settings,
            AttachmentContents contents,
            Attachments attachments,
            FileTypes types,
            TicketViews tickets,
            CurrentCaller caller,
            Clock clock) {
        this.commands = commands;
        this.settings = settings;
        this.contents = contents;
        this.attachments = attachments;
        this.types = types;
        this.tickets = tickets;
        this.caller = caller;
        this.clock = clock;
    }

    /** The files of a ticket. */
    record AttachmentList(List<AttachedFile> items) {}

    /** The files of a ticket, the oldest first. */
    @GET
    @Transactional
    public AttachmentList listAttachments(@RestPath UUID id) {
        requireReadable(id);
        return new AttachmentList(attachments.of(id));
    }

    /**
     * Attaches a file to an open ticket, whose content is the body. The same content under the same name again is the same file. Only
     * tickets of the services that the operator has named take files.
     *
     * @param name what the file is called; paths and invisible characters are left out, and the extension of its type is added
     */
    @POST
    @Consumes(MediaType.WILDCARD)
    @APIResponseSchema(value = AttachedFile.class, responseCode = "201")
    @APIResponse(
            responseCode = "413",
            description = "The file is too large",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "415",
            description = "Files of this type are not accepted",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(ref = "Problem")))
    public RestResponse<AttachedFile> addAttachment(
            @RestPath UUID id,
            @QueryParam("name") @NotBlank @Size(max = 1_000) String name,
            @Parameter(hidden = true) @HeaderParam("Content-Type") @Nullable String contentType,
            @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = FileType.APPLICATION_PDF,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = FileType.IMAGE_JPEG,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = FileType.IMAGE_PNG,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                                @Content(
                                        mediaType = FileType.TEXT_PLAIN,
                                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
                            })
                    InputStream body) {
        var who = caller.get();
        commands.requireAttachable(who, id);
        var type = FileType.of(contentType == null ? "" : contentType)
                .orElseThrow(
                        () -> Problem.at("Content-Type", Status.UNSUPPORTED_MEDIA_TYPE, "attachment-type-not-allowed"));
        if (!uploads.tryAcquire()) {
            throw HttpProblem.builder(Problem.of(Status.SERVICE_UNAVAILABLE, "unavailable"))
                    .withHeader("Retry-After", RETRY_AFTER_SECONDS)
                    .build();
        }
        try {
            var file = add(who, id, name, type, body);
            return ResponseBuilder.create(RestResponse.Status.CREATED, file)
                    .header("Location", "/api/v1/tickets/%s/attachments/%s".formatted(id, file.id()))
                    .build();
        } finally {
            uploads.release();
        }
    }

    private AttachedFile add(Caller who, UUID id, String name, FileType type, InputStream body) {
        var content = read(body);
        if (content.length == 0) {
            throw Problem.unprocessable("body", "empty-attachment");
        }
        if (!types.isOf(type, content)) {
            throw Problem.unprocessable("Content-Type", "attachment-type-mismatch", type.mediaType());
        }
        return commands.add(who, id, FileName.of(name, type), type, content, clock.instant());
    }

    /** The content of a file, never shown by a browser as a page. */
    @GET
    @Path("{attachmentId}")
    @Produces({FileType.APPLICATION_PDF, FileType.IMAGE_JPEG, FileType.IMAGE_PNG, FileType.TEXT_PLAIN})
    @APIResponse(
            responseCode = "200",
            description = "The content of the file",
            headers = {
                @Header(
                        name = "Content-Disposition",
                        description = "The name of the file",
                        schema = @Schema(type = SchemaType.STRING)),
                @Header(
                        name = "ETag",
                        description = "The SHA-256 of the content",
                        schema = @Schema(type = SchemaType.STRING))
            },
            content = {
                @Content(
                        mediaType = FileType.APPLICATION_PDF,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(
                        mediaType = FileType.IMAGE_JPEG,
                        schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = FileType.IMAGE_PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = FileType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "304", description = "The caller has the content already (If-None-Match)")
    @Transactional
    public Response readAttachment(
            @RestPath UUID id,
            @RestPath UUID attachmentId,
            @HeaderParam("If-None-Match") @Nullable String known,
            @Context HttpServerResponse response) {
        requireReadable(id);
        var file = attachments.find(id, attachmentId).orElseThrow(() -> Problem.of(Status.NOT_FOUND, "not-found"));
        // in the place of what every response has, which a header of the answer would stand beside
        response.putHeader("Content-Security-Policy", "sandbox; default-src 'none'")
                .putHeader("Cache-Control", "private, no-store");
        var tag = new EntityTag(file.sha256());
        if (known != null && known.contains(tag.getValue())) {
            return Response.notModified(tag).build();
        }
        var scope = AccessScope.of(caller.get());
        return Response.ok((StreamingOutput) out -> contents.write(file, scope, out))
                .type(file.type().mediaType())
                .tag(tag)
                .header("Content-Length", file.size())
                .header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(file.name()))
                .build();
    }

    /** Removes a file: for whoever added it, the authority that has the ticket, and the centre. Again, it is gone already. */
    @DELETE
    @Path("{attachmentId}")
    public void removeAttachment(@RestPath UUID id, @RestPath UUID attachmentId) {
        commands.remove(caller.get(), id, attachmentId, clock.instant());
    }

    private void requireReadable(UUID id) {
        var who = caller.get();
        TicketPolicy.requireResponsible(
                who, tickets.find(id, AccessScope.of(who)).situation());
    }

    private byte[] read(InputStream body) {
        var limit = settings.maxSize().asLongValue();
        try {
            var content = body.readNBytes(Math.toIntExact(limit + 1));
            if (content.length > limit) {
                throw Problem.tooLarge(limit);
            }
            return content;
        } catch (IOException _) {
            throw Problem.of(Status.BAD_REQUEST, "malformed-request"); // the rest did not come
        }
    }

    /** As RFC 8187 wants it. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
    }
}
