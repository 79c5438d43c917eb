package org.poststelle.routing.rehearsal;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.groups.ConvertGroup;
import jakarta.validation.groups.Default;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CallerLanguage;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Role;
import org.poststelle.routing.decision.Route;
import org.poststelle.routing.directory.Consistent;
import org.poststelle.routing.directory.DirectoryCommands.Order;
import org.poststelle.routing.directory.DirectoryDocument;
import org.poststelle.routing.rehearsal.Rehearsal.Change;
import org.poststelle.routing.rehearsal.Rehearsal.Outcome;

/** Tells administrators what a directory would change, before they put it in place. */
@Path("/api/v1/directory/rehearsal")
class RehearsalResource {

    private static final int MOST_TICKETS = 1_000;
    private static final int TOLD_ROUTES = 100;

    private final Rehearsal rehearsal;
    private final CurrentCaller caller;
    private final CallerLanguage language;
    private final Clock clock;

    RehearsalResource(Rehearsal rehearsal, CurrentCaller caller, CallerLanguage language, Clock clock) {
        this.rehearsal = rehearsal;
        this.caller = caller;
        this.language = language;
        this.clock = clock;
    }

    /**
     * What the document would change for tickets like the last ones of all centres, if they came in today. Nothing of it stays; whatever
     * would be refused as the directory is refused here, too.
     *
     * @param tickets how many of the last tickets to look at
     * @param mayEmpty whether it is meant that the document has no authorities
     */
    @POST
    @RolesAllowed(Role.ADMIN)
    public RehearsedDirectory rehearseDirectory(
            @QueryParam("tickets") @DefaultValue("" + MOST_TICKETS) @Min(1) @Max(MOST_TICKETS) int tickets,
            @QueryParam("mayEmpty") @DefaultValue("false") boolean mayEmpty,
            @NotNull @Valid @ConvertGroup(from = Default.class, to = Consistent.PartsFirst.class)
                    DirectoryDocument document) {
        var order = new Order(caller.get().user(), OptionalLong.empty(), clock.instant());
        var outcome = AccessScope.SERVICE.call(() -> rehearsal.of(document, mayEmpty, order, tickets));
        return RehearsedDirectory.of(outcome, language.get());
    }

    /**
     * What a directory would change.
     *
     * @param tickets how many were looked at
     * @param ticketsElsewhere how many of them would go elsewhere
     * @param routes where to; of more than a hundred those with the most tickets
     */
    record RehearsedDirectory(long tickets, long ticketsElsewhere, List<ChangedRoute> routes) {

        static RehearsedDirectory of(Outcome outcome, Locale language) {
            return new RehearsedDirectory(
                    outcome.tickets(),
                    outcome.changes().stream()
                            .mapToLong(change -> change.asked().tickets())
                            .sum(),
                    outcome.changes().stream()
                            .limit(TOLD_ROUTES)
                            .map(change -> ChangedRoute.of(change, language))
                            .toList());
        }
    }

    /**
     * A service in a region that would go elsewhere.
     *
     * @param tickets how many of the last ones ask for it
     * @param now where they go by the directory as it is
     * @param then where they would go
     */
    record ChangedRoute(String serviceKey, String regionKey, long tickets, Route now, Route then) {

        static ChangedRoute of(Change change, Locale language) {
            var asked = change.asked();
            return new ChangedRoute(
                    asked.service().value(),
                    asked.region().digits(),
                    asked.tickets(),
                    Route.of(change.now(), language),
                    Route.of(change.then(), language));
        }
    }
}
