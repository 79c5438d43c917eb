package org.poststelle.routing.decision;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Every decision with its explanation. */
@ApplicationScoped
class Decisions implements PanacheRepositoryBase<RecordedDecision, UUID> {

    /** The decisions on a ticket in their order, from after one on. */
    List<RecordedDecision> of(UUID ticketId, UUID after, int limit) {
        return find("ticketId = ?1 and id > ?2 order by id", ticketId, after)
                .page(0, limit)
                .list();
    }
}
