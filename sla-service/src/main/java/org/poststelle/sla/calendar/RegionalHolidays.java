package org.poststelle.sla.calendar;

import io.quarkus.cache.CacheInvalidateAll;
import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.StatelessSession;

/** The public holidays of regions smaller than a Land. */
@ApplicationScoped
class RegionalHolidays implements PanacheRepositoryBase<RegionalHoliday, Integer> {

    private final Session session;
    private final StatelessSession rows;

    RegionalHolidays(Session session, StatelessSession rows) {
        this.session = session;
        this.rows = rows;
    }

    /**
     * That somebody replaced them.
     *
     * @param holidays how many there were from then on, each region counted
     */
    record ListedChange(long version, String changedBy, Instant changedAt, int holidays) {}

    /** The holidays kept by parts of a Land in which the region lies, as they were a second ago. */
    @CacheResult(cacheName = "regional-holidays")
    List<RegionalHoliday> of(String regionKey) {
        return list("?1 like concat(regionPrefix, '%')", regionKey);
    }

    /** Forgets what is remembered, after a change was committed. */
    @CacheInvalidateAll(cacheName = "regional-holidays")
    void forget() {}

    /** All of them, by day and name, and by region. */
    List<RegionalHoliday> ordered() {
        return list("order by month, day, german, english, validFrom, validTo, regionPrefix");
    }

    /** How often they were replaced. */
    long version() {
        return session.createSelectionQuery("select coalesce(max(version), 0) from HolidayChange", Long.class)
                .getSingleResult();
    }

    /** The changes before that version, the newest first. */
    List<ListedChange> changes(long before, int limit) {
        return session.createSelectionQuery(
                        "select version, changedBy, changedAt, holidays from HolidayChange "
                                + "where version < :before order by version desc",
                        ListedChange.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Lets changes wait for one another, until the transaction ends. */
    void lock() {
        session.createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended('regional holidays', 0))", Integer.class)
                .getSingleResult();
    }

    /** Puts these in the place of all. */
    void replace(List<RegionalHoliday> holidays, HolidayChange change) {
        session.createMutationQuery("delete from RegionalHoliday").executeUpdate();
        rows.insertMultiple(holidays);
        rows.insert(change);
    }
}
