package org.poststelle.routing.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;
import org.poststelle.routing.directory.DirectoryCommands.Order;

/**
 * The parts of the directory as tables, each with the columns of its entries in the document: for those who keep them in a spreadsheet or
 * get them from another system. A table has up to 100,000 rows and 50 megabytes.
 */
@Path("/api/v1/directory")
@RolesAllowed(Role.ADMIN)
class PartResource {

    static final String CSV = "text/csv";

    private final DirectoryCommands commands;
    private final Directory directory;
    private final RegisterTexts texts;
    private final CurrentCaller caller;
    private final Clock clock;

    PartResource(
            DirectoryCommands commands, Directory directory, RegisterTexts texts, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.directory = directory;
        this.texts = texts;
        this.caller = caller;
        this.clock = clock;
    }

    /** All services as the table that can be handed in again, with the version of the directory as {@code ETag}. */
    @GET
    @Path("services.csv")
    @Produces(CSV)
    @Transactional
    @APIResponse(
            responseCode = "200",
            description = "The table",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public RestResponse<StreamingOutput> exportServices() {
        return export(PartTable.SERVICES);
    }

    /**
     * Puts the table in the place of all services, all of it or nothing: 422 names the line and column of each field that is not valid, and
     * the entries of other parts that would no longer fit. The same table again changes nothing.
     *
     * @param ifMatch the version of the directory that the administrator saw, or {@code *} for any
     * @param dryRun whether only to say what would change
     */
    @PUT
    @Path("services.csv")
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    public PartChange replaceServices(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
                    InputStream table) {
        return replace(PartTable.SERVICES, table, ifMatch, false, dryRun);
    }

    /** All authorities as the table that can be handed in again, with the version of the directory as {@code ETag}. */
    @GET
    @Path("authorities.csv")
    @Produces(CSV)
    @Transactional
    @APIResponse(
            responseCode = "200",
            description = "The table",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public RestResponse<StreamingOutput> exportAuthorities() {
        return export(PartTable.AUTHORITIES);
    }

    /**
     * Puts the table in the place of all authorities, all of it or nothing: 422 names the line and column of each field that is not valid, and
     * the entries of other parts that would no longer fit. The same table again changes nothing. Authorities that are missing in it are kept as retired.
     *
     * @param ifMatch the version of the directory that the administrator saw, or {@code *} for any
     * @param dryRun whether only to say what would change
     * @param mayEmpty whether it is meant that the table has no authorities
     */
    @PUT
    @Path("authorities.csv")
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    public PartChange replaceAuthorities(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @QueryParam("mayEmpty") @DefaultValue("false") boolean mayEmpty,
            @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
                    InputStream table) {
        return replace(PartTable.AUTHORITIES, table, ifMatch, mayEmpty, dryRun);
    }

    /** All competences as the table that can be handed in again, with the version of the directory as {@code ETag}. */
    @GET
    @Path("competences.csv")
    @Produces(CSV)
    @Transactional
    @APIResponse(
            responseCode = "200",
            description = "The table",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public RestResponse<StreamingOutput> exportCompetences() {
        return export(PartTable.COMPETENCES);
    }

    /**
     * Puts the table in the place of all competences, all of it or nothing: 422 names the line and column of each field that is not valid, and
     * the entries of other parts that would no longer fit. The same table again changes nothing.
     *
     * @param ifMatch the version of the directory that the administrator saw, or {@code *} for any
     * @param dryRun whether only to say what would change
     */
    @PUT
    @Path("competences.csv")
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    public PartChange replaceCompetences(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
                    InputStream table) {
        return replace(PartTable.COMPETENCES, table, ifMatch, false, dryRun);
    }

    /** All cooperations as the table that can be handed in again, with the version of the directory as {@code ETag}. */
    @GET
    @Path("cooperations.csv")
    @Produces(CSV)
    @Transactional
    @APIResponse(
            responseCode = "200",
            description = "The table",
            content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    public RestResponse<StreamingOutput> exportCooperations() {
        return export(PartTable.COOPERATIONS);
    }

    /**
     * Puts the table in the place of all cooperations, all of it or nothing: 422 names the line and column of each field that is not valid, and
     * the entries of other parts that would no longer fit. The same table again changes nothing.
     *
     * @param ifMatch the version of the directory that the administrator saw, or {@code *} for any
     * @param dryRun whether only to say what would change
     */
    @PUT
    @Path("cooperations.csv")
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    public PartChange replaceCooperations(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
                    InputStream table) {
        return replace(PartTable.COOPERATIONS, table, ifMatch, false, dryRun);
    }

    private <E> PartChange replace(
            PartTable<E> table, InputStream bytes, @Nullable String ifMatch, boolean mayEmpty, boolean dryRun) {
        var known = IfMatch.versionOrAny(ifMatch);
        var register = read(table, bytes);
        if (!register.faults().isEmpty()) {
            throw texts.invalid(register.faults().stream()
                    .map(fault -> new RowFault(fault.line(), fault.column(), texts.of(fault.problem())))
                    .toList());
        }
        return commands.replacePart(
                register, mayEmpty, dryRun, new Order(caller.get().user(), known, clock.instant()));
    }

    private static <E> PartRegister<E> read(PartTable<E> table, InputStream bytes) {
        try {
            return PartRegister.read(table, bytes);
        } catch (CharacterCodingException _) {
            throw Problem.of(Status.BAD_REQUEST, "not-utf-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <E> RestResponse<StreamingOutput> export(PartTable<E> table) {
        var rows = table.rows(table.of().apply(directory.document())).values();
        StreamingOutput written = out -> write(table, rows, out);
        return ResponseBuilder.ok(written).tag(IfMatch.tag(directory.version())).build();
    }

    private static void write(PartTable<?> table, Iterable<List<String>> rows, OutputStream out) throws IOException {
        var writer = new OutputStreamWriter(out, UTF_8);
        var printer = CSVFormat.RFC4180.print(writer);
        printer.printRecord(table.header());
        for (var row : rows) {
            printer.printRecord(row);
        }
        writer.flush();
    }
}
