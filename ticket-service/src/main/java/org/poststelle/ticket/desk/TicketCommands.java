package org.poststelle.ticket.desk;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.rest.Caller;
import org.poststelle.rest.Caller.Clerk;
import org.poststelle.ticket.desk.WrittenTexts.Kind;
import org.poststelle.ticket.model.CallbackOutcome;
import org.poststelle.ticket.model.ClosureOutcome;
import org.poststelle.ticket.model.ReturnReason;
import org.poststelle.ticket.model.Ticket;
import org.poststelle.ticket.model.TicketEvent;
import org.poststelle.ticket.model.TicketRefusal;
import org.poststelle.ticket.model.TicketState;

/** The commands on tickets. Each is one transaction: state, history, text and event are stored together or not at all. */
@ApplicationScoped
@Transactional
public class TicketCommands {

    private final Tickets tickets;
    private final History history;
    private final WrittenTexts texts;
    private final Outbox outbox;

    TicketCommands(Tickets tickets, History history, WrittenTexts texts, Outbox outbox) {
        this.tickets = tickets;
        this.history = history;
        this.texts = texts;
        this.outbox = outbox;
    }

    /**
     * One ticket.
     *
     * @throws TicketRefusal.NotFound when there is none that the caller may see
     */
    TicketDetails find(Caller caller, UUID id) {
        tickets.actAs(Viewer.of(caller));
        return seen(id);
    }

    /** The caller's tickets, newest first. */
    List<TicketDetails> list(Caller caller, @Nullable TicketState state, @Nullable UUID before, int limit) {
        var viewer = Viewer.of(caller);
        tickets.actAs(viewer);
        return tickets.list(viewer, state, before, limit);
    }

    /** What happened to a ticket, oldest first. */
    List<History.Entry> history(Caller caller, UUID id, long after, int limit) {
        var seen = find(caller, id);
        var mayReadTexts = TicketView.mayReadTexts(caller, seen.ticket());
        return history.list(id, after, limit).stream()
                .map(entry -> mayReadTexts ? entry : entry.withoutText())
                .toList();
    }

    TicketDetails accept(Clerk clerk, UUID id, long version, Instant at) {
        return change(clerk, id, version, ticket -> ticket.accept(clerk.authority(), at));
    }

    TicketDetails returnToRouting(
            Clerk clerk,
            UUID id,
            long version,
            ReturnReason reason,
            String text,
            @Nullable String proposedAuthority,
            UUID textId,
            Instant at) {
        var changed = change(
                clerk, id, version, ticket -> ticket.returnToRouting(clerk.authority(), reason, proposedAuthority, at));
        texts.add(textId, id, changed.ticket().version(), Kind.RETURN, text);
        return changed;
    }

    TicketDetails answer(Clerk clerk, UUID id, long version, String text, UUID answerId, Instant at) {
        var changed = change(clerk, id, version, ticket -> ticket.answer(clerk.authority(), answerId, at));
        texts.add(answerId, id, changed.ticket().version(), Kind.ANSWER, text);
        return changed;
    }

    /** A clerk documents it for the own authority, the staff of the centre for any. */
    TicketDetails callBack(
            Caller caller,
            UUID id,
            long version,
            CallbackOutcome outcome,
            @Nullable String note,
            UUID noteId,
            Instant at) {
        var changed = change(caller, id, version, ticket -> {
            refuseFormer(caller, ticket);
            return ticket.callBack(outcome, at);
        });
        if (note != null) {
            texts.add(noteId, id, changed.ticket().version(), Kind.CALLBACK, note);
        }
        return changed;
    }

    TicketDetails close(Caller caller, UUID id, long version, ClosureOutcome outcome, Instant at) {
        return change(caller, id, version, ticket -> {
            refuseFormer(caller, ticket);
            return ticket.close(outcome, at);
        });
    }

    /**
     * Applies a decision of routing. A decision that comes too late (the ticket was closed meanwhile, or the hop was
     * decided already) changes nothing.
     *
     * @return whether the ticket was forwarded
     */
    public boolean forward(UUID id, UUID decisionId, String authority, int hop, Instant at) {
        tickets.actAs(Viewer.SERVICE);
        var ticket = tickets.lock(id).orElseThrow(() -> new TicketRefusal.NotFound(id));
        if (hop != ticket.hop() + 1 || ticket.state() == TicketState.CLOSED) {
            return false;
        }
        apply(ticket, ticket.forward(decisionId, authority, at), "routing-service");
        return true;
    }

    private TicketDetails change(Caller caller, UUID id, long version, Function<Ticket, TicketEvent> command) {
        tickets.actAs(Viewer.of(caller));
        var ticket = tickets.lock(id).orElseThrow(() -> new TicketRefusal.NotFound(id));
        if (ticket.version() != version) {
            throw new TicketRefusal.Stale(version, ticket.version());
        }
        apply(ticket, command.apply(ticket), caller.user());
        return seen(id);
    }

    private void apply(Ticket ticket, TicketEvent event, String actor) {
        var changed = ticket.after(event);
        tickets.store(changed);
        history.add(event, changed.version(), actor, event.at());
        var published = outbox.record(event, changed.centre(), event.at());
        if (published != changed.version()) {
            throw new IllegalStateException("Ticket and topic disagree on the version of " + changed.id());
        }
    }

    private TicketDetails seen(UUID id) {
        return tickets.find(id).orElseThrow(() -> new TicketRefusal.NotFound(id));
    }

    private static void refuseFormer(Caller caller, Ticket ticket) {
        if (caller instanceof Clerk clerk && !ticket.isWith(clerk.authority())) {
            throw new TicketRefusal.NotAssigned();
        }
    }
}
