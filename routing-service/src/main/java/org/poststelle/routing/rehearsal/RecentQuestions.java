package org.poststelle.routing.rehearsal;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.Session;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** What the last tickets were about. */
@ApplicationScoped
class RecentQuestions {

    static final String LAST = """
            select service_key, region_key, count(*) as tickets
            from (select service_key, region_key from routed_ticket order by id desc limit :tickets) as last
            group by service_key, region_key order by region_key, service_key
            """;

    private final Session session;

    RecentQuestions(Session session) {
        this.session = session;
    }

    /**
     * A service that was asked for in a region.
     *
     * @param tickets how often
     */
    record Asked(ServiceKey service, RegionalKey region, long tickets) {}

    /** What the newest tickets ask for, by region and service. Their ids are in the order in which they were created. */
    List<Asked> ofLast(int tickets) {
        return session.createNativeQuery(LAST, Object[].class)
                .addScalar("service_key", String.class)
                .addScalar("region_key", String.class)
                .addScalar("tickets", Long.class)
                .setParameter("tickets", tickets)
                .setTupleTransformer((row, _) ->
                        new Asked(new ServiceKey((String) row[0]), new RegionalKey((String) row[1]), (Long) row[2]))
                .getResultList();
    }
}
