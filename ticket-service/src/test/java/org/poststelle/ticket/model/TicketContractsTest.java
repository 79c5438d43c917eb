package org.poststelle.ticket.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.messaging.EventJson;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.ticket.model.TicketEvent.Accepted;
import org.poststelle.ticket.model.TicketEvent.AnswerDelivered;
import org.poststelle.ticket.model.TicketEvent.AnswerUndelivered;
import org.poststelle.ticket.model.TicketEvent.Answered;
import org.poststelle.ticket.model.TicketEvent.CallbackAttempted;
import org.poststelle.ticket.model.TicketEvent.Closed;
import org.poststelle.ticket.model.TicketEvent.ContactCorrected;
import org.poststelle.ticket.model.TicketEvent.Created;
import org.poststelle.ticket.model.TicketEvent.Erased;
import org.poststelle.ticket.model.TicketEvent.Forwarded;
import org.poststelle.ticket.model.TicketEvent.Informed;
import org.poststelle.ticket.model.TicketEvent.LetterSent;
import org.poststelle.ticket.model.TicketEvent.Prioritised;
import org.poststelle.ticket.model.TicketEvent.Reclassified;
import org.poststelle.ticket.model.TicketEvent.Reminded;
import org.poststelle.ticket.model.TicketEvent.Reopened;
import org.poststelle.ticket.model.TicketEvent.ResolvedAtFirstContact;
import org.poststelle.ticket.model.TicketEvent.Resumed;
import org.poststelle.ticket.model.TicketEvent.Returned;
import org.poststelle.ticket.model.TicketEvent.Waiting;

class TicketContractsTest {

    private static final UUID TICKET = UUID.fromString("0198f0c2-7c1e-7c55-9d0a-2b1f3f6a9c01");
    private static final UUID DECISION = UUID.fromString("0198f0c2-7c9b-7a10-8f34-51c6a3f0d702");
    private static final UUID ANSWER = UUID.fromString("0198f0d4-1b3c-7e21-a5c8-9e4d7b60f803");
    private static final UUID QUESTION = UUID.fromString("0198f0c9-3a10-7d42-b7a1-6c2e8f90d704");
    private static final UUID INTERIM = UUID.fromString("0198f0ca-51c4-7b07-8c3d-1f7a2b90d705");
    private static final UUID CLOSURE = UUID.fromString("0198f0df-90b2-7c1a-9a44-7d2e6f10d706");
    private static final String ELTERNGELD = "koblenz-elterngeldstelle";

    private static final Contracts CONTRACTS = Contracts.of("ticket-service");

    static Stream<TicketEvent> events() {
        return Stream.of(
                new Created(
                        TICKET,
                        "KO-2026-000123",
                        "local:elterngeld",
                        "071110000000",
                        ReplyChannel.EMAIL,
                        IntakeChannel.HOTLINE_115,
                        null,
                        Priority.NORMAL,
                        Instant.parse("2026-06-03T14:30:00Z")),
                new ResolvedAtFirstContact(
                        UUID.fromString("0198f0e1-2a40-7f3b-8c11-5d6e7f809101"),
                        "99115005017000",
                        "071110000000",
                        IntakeChannel.HOTLINE_115,
                        null,
                        Instant.parse("2026-06-03T14:31:00Z")),
                new Forwarded(TICKET, DECISION, ELTERNGELD, 1, Instant.parse("2026-06-03T14:30:00.210Z")),
                new Accepted(TICKET, ELTERNGELD, Instant.parse("2026-06-03T14:45:00Z")),
                new Returned(
                        TICKET,
                        "koblenz-buergeramt",
                        ReturnReason.NOT_COMPETENT,
                        ELTERNGELD,
                        1,
                        Instant.parse("2026-06-03T14:50:00Z")),
                new Waiting(
                        TICKET,
                        ELTERNGELD,
                        QUESTION,
                        ReplyChannel.EMAIL,
                        Instant.parse("2026-06-17T14:50:00Z"),
                        Instant.parse("2026-06-03T14:50:00Z")),
                new Reminded(
                        TICKET,
                        QUESTION,
                        ReplyChannel.EMAIL,
                        Instant.parse("2026-06-17T14:50:00Z"),
                        Instant.parse("2026-06-10T14:50:00Z")),
                new Resumed(TICKET, ELTERNGELD, QUESTION, ResumeReason.REPLIED, Instant.parse("2026-06-04T08:15:00Z")),
                new Answered(TICKET, ELTERNGELD, ANSWER, ReplyChannel.EMAIL, Instant.parse("2026-06-03T15:10:00Z")),
                new AnswerUndelivered(TICKET, ANSWER, Instant.parse("2026-06-03T15:11:00Z")),
                new AnswerDelivered(TICKET, ANSWER, Instant.parse("2026-06-03T16:00:00Z")),
                new CallbackAttempted(
                        TICKET, ELTERNGELD, CallbackOutcome.REACHED, Instant.parse("2026-06-03T15:30:00Z")),
                new LetterSent(TICKET, ELTERNGELD, Instant.parse("2026-06-04T10:20:00Z")),
                new Informed(TICKET, ELTERNGELD, INTERIM, ReplyChannel.EMAIL, Instant.parse("2026-06-04T09:00:00Z")),
                new Reclassified(TICKET, "local:elterngeld", "072110000000", Instant.parse("2026-06-03T14:40:00Z")),
                new Prioritised(TICKET, Priority.URGENT, Instant.parse("2026-06-03T14:48:00Z")),
                new ContactCorrected(
                        TICKET, ReplyChannel.EMAIL, null, null, ANSWER, Instant.parse("2026-06-03T15:20:00Z")),
                new Closed(
                        TICKET,
                        ClosureOutcome.WITHDRAWN,
                        CLOSURE,
                        ReplyChannel.EMAIL,
                        Instant.parse("2026-06-03T15:40:00Z")),
                new Reopened(
                        TICKET, ELTERNGELD, "local:elterngeld", "071110000000", Instant.parse("2026-06-08T08:00:00Z")),
                new Erased(TICKET, Instant.parse("2026-07-03T15:40:00Z")));
    }

    @ParameterizedTest
    @MethodSource("events")
    void publishedEventIsAsItsContractSays(TicketEvent event) {
        assertThat(CONTRACTS.deviations(event.type(), EventJson.write(event))).isEmpty();
    }

    @Test
    void everyEventHasAContract() {
        assertThat(events().map(Object::getClass))
                .containsExactlyInAnyOrder(TicketEvent.class.getPermittedSubclasses());
    }

    @Test
    void asyncApiDocumentIsValidAndNamesEveryEvent() {
        assertThat(CONTRACTS.asyncApiViolations()).isEmpty();
    }

    @Test
    void otherEventViolatesTheContract() {
        assertThat(CONTRACTS.violations(
                        "org.poststelle.ticket.created.v1", CONTRACTS.example("org.poststelle.ticket.closed.v1")))
                .isNotEmpty();
    }
}
