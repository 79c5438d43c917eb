package org.poststelle.sla.figures;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Enquiries that were answered at once: nothing was promised for them, they only count. Promises are counted by the database. */
@ApplicationScoped
public class FirstContacts {

    private final Session session;

    FirstContacts(Session session) {
        this.session = session;
    }

    /**
     * Counts one.
     *
     * @param regionKey null where nobody asked
     * @param partner the centre that could not take the call; null where it came directly
     */
    @Transactional(TxType.MANDATORY)
    public void count(
            String centre,
            String serviceKey,
            @Nullable String regionKey,
            String intakeChannel,
            @Nullable String partner,
            Instant resolvedAt) {
        session.createNativeMutationQuery("""
                        insert into figure_change (centre, received_at, service_key, region_key, intake_channel, partner, outcome,
                                                   reopened, promises, returns)
                        values (:centre, :resolvedAt, :serviceKey, :regionKey, :intakeChannel, :partner, 'RESOLVED_AT_ONCE', false, 1, 0)
                        """)
                .setParameter("centre", centre)
                .setParameter("resolvedAt", resolvedAt)
                .setParameter("serviceKey", serviceKey)
                .setParameter("regionKey", regionKey, String.class)
                .setParameter("intakeChannel", intakeChannel)
                .setParameter("partner", partner, String.class)
                .executeUpdate();
    }
}
