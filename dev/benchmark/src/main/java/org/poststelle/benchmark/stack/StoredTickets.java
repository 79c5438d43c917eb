package org.poststelle.benchmark.stack;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.poststelle.benchmark.load.Tickets.Forwarded;
import org.poststelle.localstack.Service;

/** The tickets that earlier cells have left. */
public final class StoredTickets {

    private final SystemUnderTest system;

    StoredTickets(SystemUnderTest system) {
        this.system = system;
    }

    /** A thousand of the newest. */
    public List<UUID> newest() {
        return all("select id, version from ticket order by id desc limit 1000").stream()
                .map(Forwarded::id)
                .toList();
    }

    /** All that wait for a clerk, oldest first. */
    public Queue<Forwarded> forwarded() {
        return new ConcurrentLinkedQueue<>(all("select id, version from ticket where state = 'FORWARDED' order by id"));
    }

    private List<Forwarded> all(String query) {
        try (var connection = system.connect(Service.TICKET.database());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var found = new ArrayList<Forwarded>();
            while (rows.next()) {
                found.add(new Forwarded(rows.getObject(1, UUID.class), rows.getLong(2)));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
