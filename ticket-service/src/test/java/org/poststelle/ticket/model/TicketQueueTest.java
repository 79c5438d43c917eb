package org.poststelle.ticket.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketQueueTest {

    @ParameterizedTest
    @CsvSource({
        "NEW, EMAIL, false, UNDECIDED, PASSED_ON",
        "FORWARDED, EMAIL, false, INBOX, INBOX",
        "ACCEPTED, EMAIL, false, WORKING, WORKING",
        "WAITING, EMAIL, false, WAITING, WAITING",
        "RETURNED, EMAIL, false, UNDECIDED, PASSED_ON",
        "ANSWERED, EMAIL, false, ANSWERED, ANSWERED",
        "ANSWERED, CALLBACK, false, CALLBACK, CALLBACK",
        "ANSWERED, CALLBACK, true, ANSWERED, ANSWERED",
        "ANSWERED, LETTER, false, LETTER, LETTER",
        "ANSWERED, LETTER, true, ANSWERED, ANSWERED",
        "ANSWERED, NONE, false, ANSWERED, ANSWERED",
        "CLOSED, CALLBACK, false, CLOSED, CLOSED",
    })
    void ticketIsInOneQueueOfItsCentreAndOfItsAuthority(
            TicketState state,
            ReplyChannel channel,
            boolean citizenReached,
            TicketQueue ofCentre,
            TicketQueue ofAuthority) {
        var situation =
                new Situation(state, state == TicketState.NEW ? null : "amt", channel, citizenReached, false, false);

        assertThat(TicketQueue.ofCentre(situation)).isEqualTo(ofCentre);
        assertThat(TicketQueue.ofAuthority("amt", situation)).isEqualTo(ofAuthority);
        assertThat(TicketQueue.ofAuthority("another", situation)).isEqualTo(TicketQueue.PASSED_ON);
    }
}
