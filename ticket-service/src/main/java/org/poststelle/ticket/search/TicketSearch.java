package org.poststelle.ticket.search;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.ticket.intake.PhoneNumber;
import org.poststelle.ticket.model.TicketState;
import org.poststelle.ticket.queue.TicketDetails;
import org.poststelle.ticket.queue.TicketViews;
import org.poststelle.ticket.search.SearchResource.Wanted;

/** Finds tickets by their enquiries. */
@ApplicationScoped
class TicketSearch {

    static final String FOUND_BY_WORDS = "s.words @@ words_of(:words)";
    static final String FOUND_BY_CONTACT = "s.contacts @> array[sha256(convert_to(lower(%s), 'UTF8'))]";

    private final Session session;
    private final TicketViews tickets;

    TicketSearch(Session session, TicketViews tickets) {
        this.session = session;
        this.tickets = tickets;
    }

    /**
     * The tickets that are wanted, newest first, without their texts. An authority that no longer has a ticket does not find it: it may
     * not read the enquiry any more.
     *
     * @param before only those older than this one
     */
    List<TicketDetails> find(AccessScope scope, Wanted wanted, @Nullable UUID before, int limit) {
        var conditions = new ArrayList<String>();
        var parameters = new LinkedHashMap<String, Object>(Map.of("grantee", scope.key()));
        if (wanted.words() != null && !wanted.words().isBlank()) {
            conditions.add(FOUND_BY_WORDS);
            parameters.put("words", wanted.words());
        }
        if (wanted.email() != null) {
            conditions.add(FOUND_BY_CONTACT.formatted(":email"));
            parameters.put("email", wanted.email());
        }
        if (wanted.phone() != null) {
            conditions.add(FOUND_BY_CONTACT.formatted(":phone"));
            parameters.put("phone", PhoneNumber.International.of(wanted.phone()));
        }
        if (wanted.serviceKey() != null) {
            conditions.add("t.service_key = :serviceKey");
            parameters.put("serviceKey", wanted.serviceKey());
        }
        if (wanted.regionKey() != null) {
            conditions.add("t.region_key = :regionKey");
            parameters.put("regionKey", wanted.regionKey());
        }
        if (wanted.open()) {
            conditions.add("t.state <> '" + TicketState.CLOSED + "'");
        }
        if (before != null) {
            conditions.add("s.ticket_id < :before");
            parameters.put("before", before);
        }
        var query = session.createNativeQuery("""
                        select s.ticket_id
                        from enquiry_search s
                        join ticket_access a on a.ticket_id = s.ticket_id and a.grantee = :grantee and a.queue <> 'PASSED_ON'
                        join ticket t on t.id = s.ticket_id
                        where %s
                        order by s.ticket_id desc limit %d
                        """.formatted(String.join(" and ", conditions), limit), UUID.class);
        parameters.forEach(query::setParameter);
        var ids = query.getResultList();
        var found = tickets.findAll(Set.copyOf(ids), scope).stream().collect(toMap(TicketDetails::id, identity()));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }
}
