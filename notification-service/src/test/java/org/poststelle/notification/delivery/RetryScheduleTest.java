package org.poststelle.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT30S", "3, PT1M", "4, PT5M", "5, PT15M", "6, PT1H", "7, PT1H"})
    void thePausesGrow(int attempt, Duration pause) {
        assertThat(RetrySchedule.after(attempt, 0)).contains(pause);
    }

    @Test
    void chanceShortensAPauseByUpToAFifth() {
        assertThat(RetrySchedule.after(6, 1)).contains(Duration.ofMinutes(48));
    }

    @Test
    void thePausesComeNearToTwoDaysAndNotBeyond() {
        var all = IntStream.rangeClosed(1, RetrySchedule.ATTEMPTS - 1)
                .mapToObj(attempt -> RetrySchedule.after(attempt, 0).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(all).isBetween(Duration.ofHours(47), Duration.ofHours(48));
        assertThat(RetrySchedule.after(RetrySchedule.ATTEMPTS, 0)).isEmpty();
    }
}
