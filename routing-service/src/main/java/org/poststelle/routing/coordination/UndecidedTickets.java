package org.poststelle.routing.coordination;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.poststelle.routing.decision.Decision.Reason;

/** The tickets that wait for a coordinator. */
@ApplicationScoped
class UndecidedTickets {

    private final Session session;

    UndecidedTickets(Session session) {
        this.session = session;
    }

    /** @param decisionId the decision that found nobody */
    record UndecidedTicket(
            UUID ticketId,
            UUID decisionId,
            String serviceKey,
            String regionKey,
            int hop,
            Reason reason,
            Instant decidedAt) {}

    /** What waits for a coordinator of the centre, longest waiting first, from after a decision on. */
    List<UndecidedTicket> of(String centre, UUID after, int limit) {
        return session.createSelectionQuery("""
                        select t.id, d.id, t.serviceKey, t.regionKey, d.hop, d.reason, d.decidedAt
                        from RoutedTicket t
                        join RecordedDecision d on d.id = t.undecided
                        where t.centre = :centre and t.undecided > :after
                        order by t.undecided
                        """, UndecidedTicket.class)
                .setParameter("centre", centre)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }
}
