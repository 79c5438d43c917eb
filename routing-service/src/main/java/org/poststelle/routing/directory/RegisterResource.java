package org.poststelle.routing.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import org.apache.commons.csv.CSVFormat;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.IfMatch;
import org.poststelle.rest.Problem;
import org.poststelle.rest.Role;
import org.poststelle.routing.directory.DirectoryCommands.Order;
import org.poststelle.routing.directory.DirectoryCommands.RegisterChange;

/** The register of all regions as a table: 16,000 rows for the whole of Germany, which fit into one request. */
@Path("/api/v1/directory/regions.csv")
class RegisterResource {

    private static final String CSV = "text/csv";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final DirectoryCommands commands;
    private final Directory directory;
    private final RegisterTexts texts;
    private final CurrentCaller caller;
    private final Clock clock;

    RegisterResource(
            DirectoryCommands commands, Directory directory, RegisterTexts texts, CurrentCaller caller, Clock clock) {
        this.commands = commands;
        this.directory = directory;
        this.texts = texts;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Puts the register in the place of all regions, all of it or nothing: 422 names the line and column of each field that is not
     * valid. The same register again changes nothing.
     *
     * @param ifMatch the version of the directory that the administrator saw, or {@code *} for any
     * @param dryRun whether only to say what would change
     */
    @PUT
    @Consumes(CSV)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN)
    public RegisterChange replaceRegions(
            @Parameter(description = IfMatch.VERSION_OR_ANY, schema = @Schema(pattern = IfMatch.VERSION_OR_ANY_PATTERN))
                    @HeaderParam("If-Match")
                    @Nullable
                    String ifMatch,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            byte @NotNull [] table) {
        var register = RegionRegister.read(text(table));
        if (!register.faults().isEmpty()) {
            throw texts.invalid(register.faults().stream()
                    .map(fault -> new RowFault(fault.line(), fault.column(), texts.of(fault.problem())))
                    .toList());
        }
        var order = new Order(caller.get().user(), IfMatch.versionOrAny(ifMatch), clock.instant());
        return commands.replaceRegions(register, dryRun, order);
    }

    /** All regions as the table that can be handed in again. */
    @GET
    @Produces(CSV)
    @RolesAllowed({Role.AGENT, Role.CLERK, Role.COORDINATOR, Role.ADMIN})
    @Transactional
    public String exportRegions() {
        var table = new StringBuilder();
        try (var printer = CSVFormat.RFC4180.print(table)) {
            printer.printRecord(RegionRegister.COLUMNS);
            for (var row : directory.register()) {
                printer.printRecord(
                        row.key(), row.levelInTable(), row.kind(), row.name(), row.postalCode(), row.population());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table.toString();
    }

    private static String text(byte[] table) {
        try {
            var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(table)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw Problem.of(Status.BAD_REQUEST, "not-utf-8");
        }
    }
}
