package org.poststelle.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT30S", "3, PT1M", "4, PT5M", "5, PT15M", "6, PT1H", "7, PT1H"})
    void thePausesGrow(int attempt, Duration pause) {
        assertThat(BackOff.after(attempt, 0)).contains(pause);
    }

    @Test
    void chanceShortensAPauseByUpToAFifth() {
        assertThat(BackOff.after(6, 1)).contains(Duration.ofMinutes(48));
    }

    @Test
    void thePausesComeNearToTwoDaysAndNotBeyond() {
        var all = IntStream.rangeClosed(1, BackOff.ATTEMPTS - 1)
                .mapToObj(attempt -> BackOff.after(attempt, 0).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(all).isBetween(Duration.ofHours(47), Duration.ofHours(48));
        assertThat(BackOff.after(BackOff.ATTEMPTS, 0)).isEmpty();
    }
}
