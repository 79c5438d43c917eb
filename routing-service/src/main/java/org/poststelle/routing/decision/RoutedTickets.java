package org.poststelle.routing.decision;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/** The tickets that routing has heard of, as far as the transaction's access scope may see them. */
@ApplicationScoped
class RoutedTickets implements PanacheRepositoryBase<RoutedTicket, UUID> {

    private final Session session;

    RoutedTickets(Session session) {
        this.session = session;
    }

    /** Reads the ticket for a change: other decisions on it wait until the transaction ends. Writes an earlier change before. */
    Optional<RoutedTicket> lock(UUID id) {
        var found = findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
        if (found.filter(RoutedTicket::hasUnwrittenEvent).isPresent()) {
            flush();
        }
        return found;
    }

    /** The same for many in one query; {@link #lock} then finds them at hand. */
    void lockAll(Set<UUID> ids) {
        find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    static final String TO_RECONSIDER = """
            select * from routed_ticket
            where undecided is not null and (considered_on, considered_version) < (:today, :directory)
            order by considered_on, considered_version limit :limit for update skip locked
            """;

    /**
     * Locks tickets that wait for a coordinator and were last looked at on another day or with another directory, unless somebody else is
     * about to change them.
     */
    List<RoutedTicket> lockToReconsider(LocalDate today, long directory, int limit) {
        return session.createNativeQuery(TO_RECONSIDER, RoutedTicket.class)
                .setParameter("today", today)
                .setParameter("directory", directory)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** Notes that these were looked at. Writes their changes before. */
    void noteReconsidered(List<RoutedTicket> tickets, LocalDate today, long directory) {
        flush();
        session.createNativeMutationQuery(
                        "update routed_ticket set considered_on = :today, considered_version = :directory where id = any(:ids)")
                .setParameter("today", today)
                .setParameter("directory", directory)
                .setParameter("ids", tickets.stream().map(RoutedTicket::id).toArray(UUID[]::new))
                .executeUpdate();
    }

    /** The access scopes that may see the ticket; none for an unknown one. */
    List<String> granteesOf(UUID id) {
        return findByIdOptional(id).map(RoutedTicket::grantees).orElse(List.of());
    }

    /** Forgets what coordinators wrote beside their decisions on the ticket. */
    void forgetNotes(UUID id) {
        // a recorded decision does not change, so Hibernate would refuse this
        session.createNativeMutationQuery("update decision set note = null where ticket_id = :id and note is not null")
                .setParameter("id", id)
                .executeUpdate();
    }

    /**
     * Deletes tickets that were closed longer ago than that, with all decisions on them.
     *
     * @param limit how many at most
     * @return how many
     */
    int purgeClosed(Duration age, int limit) {
        return session.createNativeMutationQuery("""
                        with closed as materialized (
                            select id from routed_ticket
                            where closed_at < statement_timestamp() - make_interval(secs => :seconds)
                            order by closed_at limit :limit for update skip locked),
                        decisions as (delete from decision where ticket_id in (select id from closed))
                        delete from routed_ticket where id in (select id from closed)
                        """)
                .setParameter("seconds", (double) age.toSeconds())
                .setParameter("limit", limit)
                .executeUpdate();
    }
}
