package org.poststelle.ticket.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.Caller.CentreStaff;
import org.poststelle.ticket.intake.IdempotencyKeys.Reused;
import org.poststelle.ticket.model.IntakeChannel;
import org.poststelle.ticket.model.Priority;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.queue.TicketViews;

/** Registers enquiries as tickets. */
@ApplicationScoped
class Intake {

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final IdempotencyKeys keys;
    private final References references;
    private final TicketRegister register;
    private final TicketViews tickets;

    Intake(IdempotencyKeys keys, References references, TicketRegister register, TicketViews tickets) {
        this.keys = keys;
        this.references = references;
        this.register = register;
        this.tickets = tickets;
    }

    /** The first request with the key is not answered yet. */
    static final class StillRunning extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Creates a ticket, or finds the one that an earlier sending of the same request created.
     *
     * @param key the caller's idempotency key
     * @param requestSha256 what tells whether a repeated key means the same request
     * @param id the id of the ticket if it is new
     * @return what happened when the ticket was created: for a repeated request, that is what it was answered the first time
     * @throws StillRunning when an earlier request with the key is not finished
     * @throws Reused when an earlier request with the key was another one
     */
    Created create(
            CentreStaff agent, String key, byte[] requestSha256, NewTicket request, UUID id, Instant receivedAt) {
        var sent = new IdempotencyKey(agent.centre(), agent.user(), key, requestSha256);
        var created = new Created(
                id,
                references.next(agent.centre(), receivedAt),
                request.serviceKey(),
                request.regionKey(),
                request.replyChannel(),
                Objects.requireNonNullElse(request.intakeChannel(), IntakeChannel.HOTLINE_115),
                request.partner(),
                Objects.requireNonNullElse(request.priority(), Priority.NORMAL),
                receivedAt);
        var ticket = new Ticket(created, agent.centre());
        return once(sent, () -> register.add(ticket, request.enquiry(id), created, sent, agent.user()))
                .map(earlier -> created(earlier, AccessScope.of(agent)))
                .orElse(created);
    }

    /**
     * Counts an enquiry that was answered at once, unless an earlier sending of the same request did.
     *
     * @param id the id of the contact if it is new
     * @return the id of the contact
     * @throws StillRunning when an earlier request with the key is not finished
     * @throws Reused when an earlier request with the key was another one
     */
    UUID resolve(
            CentreStaff agent, String key, byte[] requestSha256, FirstContact contact, UUID id, Instant resolvedAt) {
        var sent = new IdempotencyKey(agent.centre(), agent.user(), key, requestSha256);
        return once(sent, () -> register.count(contact.resolved(id, resolvedAt), sent))
                .orElse(id);
    }

    /**
     * Stores what came with a key.
     *
     * @return the id of what an earlier request with the key has stored, if there was one
     */
    private Optional<UUID> once(IdempotencyKey sent, Runnable store) {
        try {
            store.run();
            return Optional.empty();
        } catch (PersistenceException e) {
            // most requests come once, so the key is not looked up before
            var refusal = refusal(e);
            if (refusal.map(PSQLException::getSQLState)
                    .filter(UNIQUE_VIOLATION::equals)
                    .isPresent()) {
                var earlier = QuarkusTransaction.requiringNew().call(() -> keys.ticketOf(sent));
                return Optional.of(earlier.orElseThrow(() -> e));
            }
            if (refusal.filter(Intake::isWaitForTheKey).isPresent()) {
                throw new StillRunning();
            }
            throw e;
        }
    }

    /** Whether another transaction had stored the key, and not ended yet: any other lock is no business of the caller. */
    private static boolean isWaitForTheKey(PSQLException refusal) {
        var message = refusal.getServerErrorMessage();
        return LOCK_NOT_AVAILABLE.equals(refusal.getSQLState())
                && message != null
                && String.valueOf(message.getWhere()).contains("idempotency_key");
    }

    private Created created(UUID id, AccessScope scope) {
        var ticket = QuarkusTransaction.requiringNew().call(() -> tickets.find(id, scope));
        return new Created(
                ticket.id(),
                ticket.reference(),
                ticket.serviceKey(),
                ticket.regionKey(),
                ticket.replyChannel(),
                ticket.intakeChannel(),
                ticket.partner(),
                ticket.priority(),
                ticket.receivedAt());
    }

    private static Optional<PSQLException> refusal(PersistenceException failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }
}
