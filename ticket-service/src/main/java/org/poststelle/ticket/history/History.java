package org.poststelle.ticket.history;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.DomainEvent;
import org.poststelle.messaging.EventJson;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.ticket.model.LinkKind;
import org.poststelle.ticket.model.TextKind;
import org.poststelle.ticket.model.Ticket;

/** What happened to tickets, in order. Whoever adds an entry holds the lock on the ticket. */
@ApplicationScoped
public class History implements PanacheRepositoryBase<HistoryEntry, HistoryEntry.Key> {

    /** The type of a note in the history. */
    private static final String NOTED = "org.poststelle.ticket.noted.v1";

    /** The type of the event with whose entry the former contact is kept. */
    private static final String CONTACT_CORRECTED = "org.poststelle.ticket.contact-corrected.v1";

    /** The types of what is said about who works on a ticket. */
    private static final String CLAIMED = "org.poststelle.ticket.claimed.v1";

    private static final String RELEASED = "org.poststelle.ticket.released.v1";

    /** The types of what is said about how tickets belong together. */
    private static final String LINKED = "org.poststelle.ticket.linked.v1";

    private static final String UNLINKED = "org.poststelle.ticket.unlinked.v1";

    /** The types of what is said about files. */
    private static final String ATTACHED = "org.poststelle.ticket.attached.v1";

    private static final String DETACHED = "org.poststelle.ticket.detached.v1";

    /** The types of what is said about a legal hold. */
    private static final String HELD = "org.poststelle.ticket.held.v1";

    private static final String HOLD_ENDED = "org.poststelle.ticket.hold-ended.v1";

    /** The types of what is said about an answer that a second person is to release. */
    private static final String ANSWER_FILED = "org.poststelle.ticket.answer-filed.v1";

    private static final String ANSWER_RELEASED = "org.poststelle.ticket.answer-released.v1";

    private static final String ANSWER_REFUSED = "org.poststelle.ticket.answer-refused.v1";

    private static final String ANSWER_DROPPED = "org.poststelle.ticket.answer-dropped.v1";

    private final Session session;

    History(Session session) {
        this.session = session;
    }

    /**
     * One thing that happened, as people read it.
     *
     * @param version the ticket's version it led to; none for what happened elsewhere, such as a mail
     * @param type the event's type
     * @param actor who did it: a user or a service
     * @param details the event's body
     * @param text what was written with it
     */
    public record Entry(
            int entry,
            @Nullable Long version,
            String type,
            String actor,
            Instant at,

            @JsonRawValue
            @Schema(type = SchemaType.OBJECT, description = "The event's body, as the schema of its type says")
            String details,

            @Nullable String text) {

        /** Whether the text is how the citizen was reached before. */
        boolean showsContact() {
            return text != null && type.equals(CONTACT_CORRECTED);
        }

        /** The entry for those who may know that something happened, but not what was written. */
        Entry withoutText() {
            return new Entry(entry, version, type, actor, at, details, null);
        }
    }

    /**
     * Notes an event of the ticket itself.
     *
     * @param version the ticket's version it leads to
     */
    public void add(Ticket ticket, DomainEvent event, long version, String actor, Instant at) {
        persist(new HistoryEntry(next(ticket), version, event.type(), actor, at, EventJson.write(event)));
    }

    /** Notes what another service said about the ticket. */
    public void add(Ticket ticket, IncomingEvent event, String service) {
        persist(new HistoryEntry(next(ticket), null, event.type(), service, event.time(), event.body()));
    }

    /** Keeps the text that was written with the last entry. The ticket is found by it if it was said to the citizen or by them. */
    public void addText(UUID id, Ticket ticket, TextKind kind, String text, Instant at) {
        session.persist(new WrittenText(id, ticket.id(), ticket.lastHistoryEntry(), kind, text, at));
        if (kind.isFoundBySearch()) {
            // the words of a ticket have a size in the database, too; whoever wrote so much is found by what was said
            // before
            session.createNativeMutationQuery("""
                            update enquiry_search set words = words || to_tsvector('german', :text)
                            where ticket_id = :ticketId and length(words) < 10000
                            """)
                    .setParameter("text", text)
                    .setParameter("ticketId", ticket.id())
                    .executeUpdate();
        }
    }

    /**
     * Notes what colleagues should know. It is no event: nobody else hears of it. Saying the same as one's last note says nothing new,
     * so that a second click does no harm.
     *
     * @return the number of its entry
     */
    public int addNote(UUID id, Ticket ticket, String actor, String text, Instant at) {
        var last = lastNote(ticket.id());
        if (last.isPresent()
                && last.get().actor().equals(actor)
                && text.equals(last.get().text())) {
            return last.get().entry();
        }
        persist(new HistoryEntry(next(ticket), null, NOTED, actor, at, "{\"noteId\": \"%s\"}".formatted(id)));
        addText(id, ticket, TextKind.NOTE, text, at);
        return ticket.lastHistoryEntry();
    }

    /**
     * Notes who works on the ticket from now on. It is no event, like a note.
     *
     * @param user who does, by the actor's own claim or because the actor handed it over
     */
    public void addClaimed(Ticket ticket, String actor, String user, Instant at) {
        var details = JsonNodeFactory.instance.objectNode().put("user", user).toString();
        persist(new HistoryEntry(next(ticket), null, CLAIMED, actor, at, details));
    }

    /** Notes that nobody works on the ticket any more. */
    public void addReleased(Ticket ticket, String actor, Instant at) {
        persist(new HistoryEntry(next(ticket), null, RELEASED, actor, at, "{}"));
    }

    /** Notes that one of two tickets, this or the other, belongs to the other. It is no event, like a note. */
    public void addLinked(Ticket ticket, String actor, UUID id, UUID otherId, LinkKind kind, Instant at) {
        var details = link(id, otherId).put("kind", kind.name());
        persist(new HistoryEntry(next(ticket), null, LINKED, actor, at, details.toString()));
    }

    /** Notes that one of two tickets does not belong to the other any more. */
    public void addUnlinked(Ticket ticket, String actor, UUID id, UUID otherId, Instant at) {
        persist(new HistoryEntry(
                next(ticket), null, UNLINKED, actor, at, link(id, otherId).toString()));
    }

    /**
     * Notes that a file was attached. It is no event, like a note. Its name may be personal, so it is a text.
     *
     * @param type the media type
     * @param nameId the id of the text with the name
     */
    public void addAttached(
            Ticket ticket,
            String actor,
            UUID attachmentId,
            String type,
            long size,
            String name,
            UUID nameId,
            Instant at) {
        var details = attachment(attachmentId).put("type", type).put("size", size);
        persist(new HistoryEntry(next(ticket), null, ATTACHED, actor, at, details.toString()));
        addText(nameId, ticket, TextKind.ATTACHMENT, name, at);
    }

    /** Notes that a file was removed. */
    public void addDetached(Ticket ticket, String actor, UUID attachmentId, Instant at) {
        persist(new HistoryEntry(
                next(ticket),
                null,
                DETACHED,
                actor,
                at,
                attachment(attachmentId).toString()));
    }

    private static ObjectNode attachment(UUID id) {
        return JsonNodeFactory.instance.objectNode().put("attachmentId", id.toString());
    }

    private static ObjectNode link(UUID id, UUID otherId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ticketId", id.toString())
                .put("otherId", otherId.toString());
    }

    /**
     * Notes that the ticket is kept from being erased, or no longer.
     *
     * @param reason why it is kept, or null when it no longer is
     */
    public void addHold(Ticket ticket, String actor, @Nullable String reason, Instant at) {
        var details = JsonNodeFactory.instance.objectNode();
        if (reason != null) {
            details.put("reason", reason);
        }
        persist(new HistoryEntry(
                next(ticket), null, reason == null ? HOLD_ENDED : HELD, actor, at, details.toString()));
    }

    /** Notes that the actor has written an answer that a second person is to release. It is no event, like a note. */
    public void addAnswerFiled(Ticket ticket, String actor, UUID answerId, Instant at) {
        persist(new HistoryEntry(
                next(ticket), null, ANSWER_FILED, actor, at, filed(answerId).toString()));
    }

    /** Notes that the actor released the author's answer. */
    public void addAnswerReleased(Ticket ticket, String actor, String author, UUID answerId, Instant at) {
        var details = filed(answerId).put("author", author);
        persist(new HistoryEntry(next(ticket), null, ANSWER_RELEASED, actor, at, details.toString()));
    }

    /** Notes that the actor did not release the author's answer. */
    public void addAnswerRefused(Ticket ticket, String actor, String author, UUID answerId, Instant at) {
        var details = filed(answerId).put("author", author);
        persist(new HistoryEntry(next(ticket), null, ANSWER_REFUSED, actor, at, details.toString()));
    }

    /** Notes that what the actor did to the ticket has dropped a filed answer. */
    public void addAnswerDropped(Ticket ticket, String actor, UUID answerId, Instant at) {
        persist(new HistoryEntry(
                next(ticket), null, ANSWER_DROPPED, actor, at, filed(answerId).toString()));
    }

    private static ObjectNode filed(UUID answerId) {
        return JsonNodeFactory.instance.objectNode().put("answerId", answerId.toString());
    }

    private Optional<Entry> lastNote(UUID ticketId) {
        return session.createSelectionQuery("""
                        select h.id.entry, h.version, h.type, h.actor, h.happenedAt, h.details, w.text
                        from WrittenText w
                        join TicketHistory h on h.id.ticketId = w.ticketId and h.id.entry = w.entry
                        where w.ticketId = :ticketId and w.kind = NOTE
                        order by w.entry desc
                        """, Entry.class)
                .setParameter("ticketId", ticketId)
                .setMaxResults(1)
                .uniqueResultOptional();
    }

    private record EntryOfTicket(
            UUID ticketId,
            int entry,
            @Nullable Long version,
            String type,
            String actor,
            Instant at,
            String details,
            @Nullable String text) {

        Entry withoutTicket() {
            return new Entry(entry, version, type, actor, at, details, text);
        }
    }

    /** The whole histories of these tickets. */
    public Map<UUID, List<Entry>> ofAll(Set<UUID> ticketIds) {
        return session
                .createSelectionQuery("""
                        select h.id.ticketId, h.id.entry, h.version, h.type, h.actor, h.happenedAt, h.details, w.text
                        from TicketHistory h
                        left join WrittenText w on w.ticketId = h.id.ticketId and w.entry = h.id.entry
                        where h.id.ticketId in :ticketIds
                        order by h.id.ticketId, h.id.entry
                        """, EntryOfTicket.class)
                .setParameter("ticketIds", ticketIds)
                .getResultList()
                .stream()
                .collect(groupingBy(EntryOfTicket::ticketId, mapping(EntryOfTicket::withoutTicket, toList())));
    }

    /** The ticket's history from after an entry on. */
    List<Entry> list(UUID ticketId, int after, int limit) {
        return session.createSelectionQuery("""
                        select h.id.entry, h.version, h.type, h.actor, h.happenedAt, h.details, w.text
                        from TicketHistory h
                        left join WrittenText w on w.ticketId = h.id.ticketId and w.entry = h.id.entry
                        where h.id.ticketId = :ticketId and h.id.entry > :after
                        order by h.id.entry
                        """, Entry.class)
                .setParameter("ticketId", ticketId)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * What an examination of a history has found.
     *
     * @param entries how many entries there are
     * @param intact whether each is as it was written, none is missing, and none was added
     * @param brokenAt the number of the first that is not, if there is one
     * @param hash of the last entry, empty where all are gone: whoever notes it down can tell later whether anything before was rewritten since
     */
    public record Verification(
            int entries, boolean intact, @Nullable Integer brokenAt, String hash) {}

    /** Examines a ticket's history: computes the hash of each entry anew. */
    Verification verify(UUID ticketId) {
        return session.createNativeQuery("""
                        select count(checked.entry) as entries,
                               least(min(checked.entry) filter (where not checked.fits),
                                     case when count(checked.entry) <> max(t.history_length)
                                          then count(checked.entry) + 1 end) as broken_at,
                               coalesce(max(encode(checked.hash, 'hex')) filter (where checked.is_last), '') as hash
                        from ticket t
                        left join (select h.ticket_id, h.entry, h.hash,
                                     h.entry = row_number() over histories
                                         and h.hash = history_hash(lag(h.hash) over histories, h) as fits,
                                     lead(h.entry) over histories is null as is_last
                              from ticket_history h where h.ticket_id = :ticketId
                              window histories as (order by h.entry)) as checked
                        on checked.ticket_id = t.id
                        where t.id = :ticketId
                        """, Object[].class)
                .addScalar("entries", Integer.class)
                .addScalar("broken_at", Integer.class)
                .addScalar("hash", String.class)
                .setParameter("ticketId", ticketId)
                .setTupleTransformer((row, _) ->
                        new Verification((Integer) row[0], row[1] == null, (@Nullable Integer) row[1], (String) row[2]))
                .getSingleResult();
    }

    private static HistoryEntry.Key next(Ticket ticket) {
        return new HistoryEntry.Key(ticket.id(), ticket.nextHistoryEntry());
    }
}
