package org.poststelle.routing.rehearsal;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.poststelle.routing.decision.Decision;
import org.poststelle.routing.decision.RoutingCommands;
import org.poststelle.routing.directory.DirectoryCommands;
import org.poststelle.routing.directory.DirectoryCommands.Order;
import org.poststelle.routing.directory.DirectoryDocument;
import org.poststelle.routing.directory.DirectoryRefusal;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;
import org.poststelle.routing.rehearsal.RecentQuestions.Asked;

/** Tries a directory out on the last tickets: it is really put in place, tickets are decided by it, and all is taken back. */
@ApplicationScoped
class Rehearsal {

    /** Decisions by two directories about all that the last tickets asked for take longer than other transactions. */
    private static final int SECONDS = 60;

    private final RecentQuestions questions;
    private final RoutingCommands routing;
    private final DirectoryCommands directory;

    Rehearsal(RecentQuestions questions, RoutingCommands routing, DirectoryCommands directory) {
        this.questions = questions;
        this.routing = routing;
        this.directory = directory;
    }

    /**
     * What would be decided differently about the last tickets, if they were new today.
     *
     * @param tickets how many of the last ones
     * @param changes what changes, the most tickets first
     */
    record Outcome(long tickets, List<Change> changes) {}

    /** A service in a region, and where its tickets go now and would go. */
    record Change(Asked asked, Decision now, Decision then) {}

    /**
     * Tries the document out; nothing of it stays. Other changes of the directory wait meanwhile, decisions do not.
     *
     * @param tickets how many of the last tickets
     * @throws DirectoryRefusal when it could not be put in place
     */
    @Transactional
    @TransactionConfiguration(timeout = SECONDS)
    Outcome of(DirectoryDocument document, boolean mayEmpty, Order order, int tickets) {
        var asked = questions.ofLast(tickets);
        var now = decisions(asked);
        directory.replace(document, mayEmpty, order);
        var then = decisions(asked);
        QuarkusTransaction.setRollbackOnly();
        var changes = new ArrayList<Change>();
        for (var question : asked) {
            var change = new Change(
                    question, Objects.requireNonNull(now.get(question)), Objects.requireNonNull(then.get(question)));
            if (!change.now().leadsTheSameWayAs(change.then())) {
                changes.add(change);
            }
        }
        changes.sort((one, other) ->
                Long.compare(other.asked().tickets(), one.asked().tickets()));
        return new Outcome(asked.stream().mapToLong(Asked::tickets).sum(), changes);
    }

    private Map<Asked, Decision> decisions(List<Asked> asked) {
        var services = asked.stream().collect(groupingBy(Asked::region, mapping(Asked::service, toSet())));
        var decided = new HashMap<RegionalKey, Map<ServiceKey, Decision>>();
        services.forEach((region, wanted) -> decided.put(region, routing.dryRun(wanted, region)));
        var decisions = new HashMap<Asked, Decision>();
        asked.forEach(question -> decisions.put(
                question,
                Objects.requireNonNull(
                        Objects.requireNonNull(decided.get(question.region())).get(question.service()))));
        return decisions;
    }
}
