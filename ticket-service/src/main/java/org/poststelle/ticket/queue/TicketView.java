package org.poststelle.ticket.queue;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Caller;
import org.poststelle.ticket.access.TicketPolicy;
import org.poststelle.ticket.model.ClosureOutcome;
import org.poststelle.ticket.model.IntakeChannel;
import org.poststelle.ticket.model.Priority;
import org.poststelle.ticket.model.PromiseState;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.model.TicketAction;
import org.poststelle.ticket.model.TicketState;
import org.poststelle.ticket.queue.TicketViews.Letter;

/**
 * A ticket as its caller may see it. Whoever had it once sees where it is, but no longer whose it is.
 *
 * @param partner the centre whose calls were taken over, or that handed this one over, where it is known
 * @param answerUndelivered whether the mail with the answer failed, so that the citizen is to be called
 * @param callbackAttempts how often somebody tried to call the citizen about the answer
 * @param attachments how many files are attached; they are listed at {@code /attachments}
 * @param erasedAt since when nothing personal is left of it
 * @param dueAt until when the citizen was promised an answer
 * @param promise what became of the promise
 * @param replyBy until when the citizen's reply to the last question is awaited
 * @param followUpOn when the caller's authority or centre wants to look at it again
 * @param awaitsRelease whether an answer is written that a second person of the authority is to release
 * @param letters what was written to the citizen
 * @param claim who of the authority works on it now, if somebody does
 * @param actions what the caller can do now
 */
public record TicketView(
        UUID id,
        String reference,
        String centre,
        String serviceKey,
        String regionKey,
        ReplyChannel replyChannel,
        IntakeChannel intakeChannel,
        @Nullable String partner,
        Priority priority,
        TicketState state,
        @Nullable ClosureOutcome closure,
        @Nullable String authority,
        int hop,
        boolean answerUndelivered,
        int callbackAttempts,
        @Nullable Integer attachments,
        long version,
        Instant receivedAt,
        @Nullable Instant erasedAt,
        @Nullable Instant dueAt,
        @Nullable PromiseState promise,
        @Nullable Instant replyBy,
        @Nullable LocalDate followUpOn,
        boolean awaitsRelease,
        @Nullable Claim claim,
        @Nullable String subject,
        @Nullable String text,
        @Nullable Citizen citizen,
        @Nullable List<Letter> letters,
        List<TicketAction> actions) {

    /**
     * Who works on it.
     *
     * @param until when that ends by itself
     */
    public record Claim(String by, Instant until) {}

    /**
     * Whom to answer.
     *
     * @param address where a letter goes, in lines
     * @param callFrom from what time of day on a call is welcome
     * @param callTo until what time of day
     */
    public record Citizen(
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String address,
            @Nullable @JsonFormat(pattern = "HH:mm") LocalTime callFrom,
            @Nullable @JsonFormat(pattern = "HH:mm") LocalTime callTo,
            String language) {}

    /** One ticket in full. */
    public static TicketView full(TicketDetails ticket, Caller caller, List<Letter> letters, Instant now) {
        return TicketPolicy.mayReadTexts(caller, ticket.situation())
                ? of(ticket, caller, claim(ticket, now), ticket.subject(), ticket.text(), citizen(ticket), letters)
                : of(ticket, caller, null, null, null, null, null);
    }

    /** One ticket in a list: enough to choose by. */
    public static TicketView brief(TicketDetails ticket, Caller caller, Instant now) {
        return TicketPolicy.mayReadTexts(caller, ticket.situation())
                ? of(ticket, caller, claim(ticket, now), ticket.subject(), null, null, null)
                : of(ticket, caller, null, null, null, null, null);
    }

    private static @Nullable Citizen citizen(TicketDetails ticket) {
        return ticket.language() == null
                ? null
                : new Citizen(
                        ticket.name(),
                        ticket.email(),
                        ticket.phone(),
                        ticket.address(),
                        ticket.callFrom(),
                        ticket.callTo(),
                        ticket.language());
    }

    private static @Nullable Claim claim(TicketDetails ticket, Instant now) {
        return ticket.claimedBy() == null
                        || ticket.claimedUntil() == null
                        || !ticket.claimedUntil().isAfter(now)
                ? null
                : new Claim(ticket.claimedBy(), ticket.claimedUntil());
    }

    private static TicketView of(
            TicketDetails ticket,
            Caller caller,
            @Nullable Claim claim,
            @Nullable String subject,
            @Nullable String text,
            @Nullable Citizen citizen,
            @Nullable List<Letter> letters) {
        return new TicketView(
                ticket.id(),
                ticket.reference(),
                ticket.centre(),
                ticket.serviceKey(),
                ticket.regionKey(),
                ticket.replyChannel(),
                ticket.intakeChannel(),
                ticket.partner(),
                ticket.priority(),
                ticket.state(),
                ticket.closure(),
                ticket.authority(),
                ticket.hop(),
                ticket.answerUndelivered(),
                ticket.callbackAttempts(),
                TicketPolicy.mayReadTexts(caller, ticket.situation()) ? ticket.attachments() : null,
                ticket.version(),
                ticket.receivedAt(),
                ticket.erasedAt(),
                ticket.dueAt(),
                ticket.promise(),
                ticket.replyBy(),
                ticket.followUpOn(),
                ticket.awaitsRelease() && TicketPolicy.mayReadTexts(caller, ticket.situation()),
                claim,
                subject,
                text,
                citizen,
                letters,
                TicketPolicy.actions(caller, ticket.situation()));
    }
}
