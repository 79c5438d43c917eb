package org.poststelle.routing.coverage;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** What the reports on the directory read of it. */
@ApplicationScoped
@Transactional
class CoverageRows {

    /** Where the milliseconds are in a UUID of version 7 (RFC 9562, 5.7). */
    private static final int MILLIS_OF_TIME_ORDERED_ID = 16;

    static final String ENDING = """
            select kind, id, region_key, service, authority, valid_to from (
                select 'COMPETENCE' as kind, id, region_key, service, authority, valid_to from competence
                where valid_to between :from and :to
                union all
                select 'COOPERATION', id, region_key, cast(null as text), executed_by, valid_to from cooperation
                where valid_to between :from and :to) as ending
            where (valid_to, id) > (:afterDay, :afterId)
            order by valid_to, id limit :limit
            """;

    static final String RETURNED = """
            select t.service_key, returned.authority, a.name, count(*) as tickets
            from routed_ticket t
            cross join unnest(t.returned_by) as returned (authority)
            join authority a on a.key = returned.authority
            where t.returned_by <> '{}' and t.id >= :from
            group by t.service_key, returned.authority, a.name
            order by tickets desc, t.service_key, returned.authority limit :limit
            """;

    private final Session session;

    CoverageRows(Session session) {
        this.session = session;
    }

    record Service(String key, String german, String english) {}

    /** All services by key, from after one on. */
    List<Service> services(String after) {
        return session.createSelectionQuery(
                        "select key, nameDe, nameEn from PublicService where key > :after order by key", Service.class)
                .setParameter("after", after)
                .getResultList();
    }

    /**
     * A service whose tickets an authority got and returned as not its own.
     *
     * @param tickets how many
     */
    record Returned(String serviceKey, String authority, String name, long tickets) {}

    /** What was returned most of the tickets since then: their ids are in the order in which they were created. */
    List<Returned> returned(Instant since, int limit) {
        return session.createNativeQuery(RETURNED, Object[].class)
                .addScalar("service_key", String.class)
                .addScalar("authority", String.class)
                .addScalar("name", String.class)
                .addScalar("tickets", Long.class)
                .setParameter("from", new UUID(since.toEpochMilli() << MILLIS_OF_TIME_ORDERED_ID, 0))
                .setParameter("limit", limit)
                .setTupleTransformer(
                        (row, _) -> new Returned((String) row[0], (String) row[1], (String) row[2], (Long) row[3]))
                .getResultList();
    }

    /** Who is competent for what on a day. */
    Coverage coverage(LocalDate day) {
        var municipalities = session.createSelectionQuery(
                        "select key from Region where level = MUNICIPALITY order by key", String.class)
                .getResultList();
        var rules = session.createSelectionQuery("""
                        select distinct regionKey, service from Competence
                        where (validFrom is null or validFrom <= :day) and (validTo is null or validTo >= :day)
                        """, Coverage.Rule.class)
                .setParameter("day", day)
                .getResultList();
        return new Coverage(municipalities, rules);
    }

    private record Named(String key, String name) {}

    Map<String, String> namesOf(Collection<String> regions) {
        return session
                .createSelectionQuery("select key, name from Region where key in :keys", Named.class)
                .setParameter("keys", regions)
                .getResultList()
                .stream()
                .collect(toMap(Named::key, Named::name));
    }

    /** What an entry of the directory is that ends. */
    enum Kind {
        COMPETENCE,
        COOPERATION
    }

    /**
     * An entry of the directory that ends.
     *
     * @param service of a competence
     * @param authority who is competent, or does the work
     * @param validTo the last day
     */
    record Ending(
            Kind kind, UUID id, String regionKey, @Nullable String service, String authority, LocalDate validTo) {}

    /** What ends in some days, the first first, from after an entry on. */
    List<Ending> ending(LocalDate from, LocalDate to, LocalDate afterDay, UUID afterId, int limit) {
        return session.createNativeQuery(ENDING, Object[].class)
                .addScalar("kind", String.class)
                .addScalar("id", UUID.class)
                .addScalar("region_key", String.class)
                .addScalar("service", String.class)
                .addScalar("authority", String.class)
                .addScalar("valid_to", LocalDate.class)
                .setParameter("from", from)
                .setParameter("to", to)
                .setParameter("afterDay", afterDay)
                .setParameter("afterId", afterId)
                .setParameter("limit", limit)
                .setTupleTransformer((row, _) -> new Ending(
                        Kind.valueOf((String) row[0]),
                        (UUID) row[1],
                        (String) row[2],
                        (@Nullable String) row[3],
                        (String) row[4],
                        (LocalDate) row[5]))
                .getResultList();
    }
}
