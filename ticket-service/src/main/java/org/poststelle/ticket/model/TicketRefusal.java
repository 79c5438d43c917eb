package org.poststelle.ticket.model;

import java.time.Instant;
import java.util.UUID;

/** Why a command on a ticket is refused. HTTP knows these, they do not know HTTP. */
public abstract sealed class TicketRefusal extends RuntimeException {

    private TicketRefusal(String message) {
        super(message);
    }

    /** There is no such ticket, or none that the caller may see. */
    public static final class NotFound extends TicketRefusal {
        public NotFound(UUID id) {
            super("No ticket " + id + " to be seen");
        }
    }

    /** The action does not fit the state. */
    public static final class InvalidTransition extends TicketRefusal {
        private final TicketAction action;
        private final TicketState state;

        public InvalidTransition(TicketAction action, TicketState state) {
            super(action + " is not possible in " + state);
            this.action = action;
            this.state = state;
        }

        public TicketAction action() {
            return action;
        }

        public TicketState state() {
            return state;
        }
    }

    /** The ticket is with another authority. */
    public static final class NotAssigned extends TicketRefusal {
        public NotAssigned() {
            super("The ticket is with another authority");
        }
    }

    /** A colleague works on the ticket. */
    public static final class Claimed extends TicketRefusal {
        private final String by;
        private final Instant until;

        public Claimed(String by, Instant until) {
            super("A colleague works on the ticket");
            this.by = by;
            this.until = until;
        }

        /** The user who does. */
        public String by() {
            return by;
        }

        /** When the claim ends by itself, unless it is prolonged. */
        public Instant until() {
            return until;
        }
    }

    /** There is nothing to work on at the authority, so that nobody can claim the ticket. */
    public static final class NothingToDo extends TicketRefusal {
        private final TicketState state;

        public NothingToDo(TicketState state) {
            super("Nothing is to be done in " + state);
            this.state = state;
        }

        public TicketState state() {
            return state;
        }
    }

    /** What belongs to a citizen who still waits for an answer is not erased. */
    public static final class NotClosed extends TicketRefusal {
        public NotClosed() {
            super("Only what is closed is erased");
        }
    }

    /** Nobody wants files for tickets of this service. */
    public static final class AttachmentsOff extends TicketRefusal {
        public AttachmentsOff() {
            super("Tickets of this service take no attachments");
        }
    }

    /** As many files are attached as a ticket may have. */
    public static final class TooManyAttachments extends TicketRefusal {
        private final int limit;

        public TooManyAttachments(int limit) {
            super("A ticket has " + limit + " attachments at most");
            this.limit = limit;
        }

        /** How many a ticket may have. */
        public int limit() {
            return limit;
        }
    }

    /** Nothing personal is left of the ticket, and nothing that might be is added. */
    public static final class AlreadyErased extends TicketRefusal {
        public AlreadyErased() {
            super("The ticket was erased");
        }
    }

    /** The ticket is needed in a dispute. */
    public static final class OnHold extends TicketRefusal {
        public OnHold() {
            super("The ticket is on legal hold");
        }
    }

    /** The caller decided on a version that is no longer the current one. */
    public static final class Stale extends TicketRefusal {
        public Stale(long known, long current) {
            super("Version " + known + " was changed to " + current);
        }
    }

    /** A callback is documented though the citizen asked for the answer by mail, which did not fail. */
    public static final class CallbackNotRequested extends TicketRefusal {
        public CallbackNotRequested() {
            super("The citizen asked for the answer by mail");
        }
    }

    /** A letter is documented though the citizen did not ask for the answer by post. */
    public static final class LetterNotRequested extends TicketRefusal {
        public LetterNotRequested() {
            super("The citizen did not ask for the answer by post");
        }
    }

    /** Somebody is to be asked or told something who did not say who they are. */
    public static final class Anonymous extends TicketRefusal {
        public Anonymous() {
            super("Nobody knows whom to write to");
        }
    }

    /** The citizen is to be reached in another way, though there is nothing left to say. */
    public static final class AlreadyHeard extends TicketRefusal {
        public AlreadyHeard() {
            super("The citizen has the answer already");
        }
    }

    /** An answer was given on the phone, and nobody would know which. */
    public static final class AnswerUndocumented extends TicketRefusal {
        public AnswerUndocumented() {
            super("The answer is neither written nor noted");
        }
    }

    /** The ticket cannot be reopened: the enquiry was withdrawn, or nothing is left of it. */
    public static final class ClosedForGood extends TicketRefusal {
        public ClosedForGood() {
            super("The ticket is closed for good");
        }
    }

    /** A ticket is closed without an answer, and the citizen would not hear why. */
    public static final class ClosureUnexplained extends TicketRefusal {
        public ClosureUnexplained() {
            super("The citizen is not told why there is no answer");
        }
    }

    /** A ticket would belong to itself, or be a duplicate of its own duplicate. */
    public static final class LinkedInACircle extends TicketRefusal {
        public LinkedInACircle() {
            super("The link would lead back to the ticket");
        }
    }

    /** Another clerk's answer waits for its release. */
    public static final class AwaitsRelease extends TicketRefusal {
        public AwaitsRelease() {
            super("A colleague's answer waits for its release");
        }
    }

    /** The answer that is to be released, or refused, is not the one that is filed now. */
    public static final class NothingToRelease extends TicketRefusal {
        public NothingToRelease() {
            super("No such answer waits for its release");
        }
    }

    /** Who wrote an answer does not release it. */
    public static final class SecondPersonNeeded extends TicketRefusal {
        public SecondPersonNeeded() {
            super("The author cannot release the answer");
        }
    }

    /** A ticket is merged into one that is closed, and would not be answered with it. */
    public static final class MergedIntoClosed extends TicketRefusal {
        public MergedIntoClosed() {
            super("The ticket to merge into is closed");
        }
    }

    /** Two tickets are to be merged, and the answer to the one would not reach the citizen of the other. */
    public static final class OtherCitizen extends TicketRefusal {
        public OtherCitizen() {
            super("The tickets are of different citizens");
        }
    }

    /** Two tickets are to be merged that belong to different service centres. */
    public static final class OtherCentre extends TicketRefusal {
        public OtherCentre() {
            super("The tickets are of different centres");
        }
    }

    /** A citizen who can be called is given up too early. */
    public static final class TooFewCalls extends TicketRefusal {
        private final int missing;

        public TooFewCalls(int missing) {
            super(missing + " more calls are needed");
            this.missing = missing;
        }

        /** How many more calls are needed. */
        public int missing() {
            return missing;
        }
    }

    /** The outcome does not fit what happened, such as closing as answered what was not. */
    public static final class OutcomeNotAllowed extends TicketRefusal {
        private final ClosureOutcome outcome;

        public OutcomeNotAllowed(ClosureOutcome outcome) {
            super("The ticket cannot be closed as " + outcome);
            this.outcome = outcome;
        }

        public ClosureOutcome outcome() {
            return outcome;
        }
    }
}
