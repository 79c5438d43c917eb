package org.poststelle.sla.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.sla.calendar.Deadline;
import org.poststelle.sla.calendar.Policy;

class PromiseTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-20T14:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-23T14:00:00Z");
    private static final Instant LATE = DUE.plus(Duration.ofMillis(1));

    @Test
    void isMetByFeedbackUpToTheDueInstant() {
        assertThat(promise(Promise.State.RUNNING).met(DUE))
                .hasValueSatisfying(met -> assertThat(met.state()).isEqualTo(Promise.State.MET))
                .hasValueSatisfying(met -> assertThat(met.settledAt()).isEqualTo(DUE));
    }

    @Test
    void isLeftToItsTimerByFeedbackThatComesTooLate() {
        assertThat(promise(Promise.State.RUNNING).met(LATE)).isEmpty();
        assertThat(promise(Promise.State.RUNNING).withdrawn(LATE)).isEmpty();
    }

    @Test
    void isMetEvenAfterItsBreachWasAnnouncedWhenTheFeedbackHadBeenInTime() {
        assertThat(promise(Promise.State.BREACHED).met(DUE)).isPresent();
        assertThat(promise(Promise.State.BREACHED).met(LATE)).isEmpty();
    }

    @Test
    void isLiftedByAWithdrawalInTime() {
        assertThat(promise(Promise.State.RUNNING).withdrawn(RECEIVED))
                .hasValueSatisfying(lifted -> assertThat(lifted.state()).isEqualTo(Promise.State.WITHDRAWN));
    }

    @ParameterizedTest
    @EnumSource(names = {"MET", "WITHDRAWN"})
    void isSettledOnce(Promise.State settled) {
        assertThat(promise(settled).met(RECEIVED)).isEmpty();
        assertThat(promise(settled).withdrawn(RECEIVED)).isEmpty();
    }

    private static Promise promise(Promise.State state) {
        var deadline = new Deadline(Policy.NEXT_SERVICE_DAY_SAME_TIME, RECEIVED, RECEIVED, DUE, List.of());
        var settledAt = state == Promise.State.RUNNING ? null : DUE;
        return new Promise(new UUID(1, 15), "KO-2026-000115", "KO", "071110000000", deadline, state, settledAt);
    }
}
