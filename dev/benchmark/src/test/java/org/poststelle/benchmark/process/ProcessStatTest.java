package org.poststelle.benchmark.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessStatTest {

    @Test
    void statLineIsParsedWhateverTheProgramIsCalled() {
        var stat = ProcessStat.parse(
                "4711 (a (b) c) S 12 4711 4711 0 -1 4194560 100 0 5 0 150 50 7 3 20 0 1 0 99 1000 10 18446744073709551615");

        assertThat(stat).isEqualTo(new ProcessStat(4711, 12, Duration.ofMillis(2000), Duration.ofMillis(100)));
    }

    @Test
    void familyHasGrandchildrenAndNoStrangers() {
        assertThat(SystemProcess.familyOf(1, List.of(process(3, 2), process(2, 1), process(1, 0), process(5, 4))))
                .containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void ownCpuTimeIsCounted() {
        var self = SystemProcess.alone("self", ProcessHandle.current().pid());

        assertThat(self.cpu()).isPositive();
        assertThat(self.memoryBytes()).isPositive();
    }

    @Test
    void idleAndStolenTimeIsNotBusy() {
        assertThat(CpuTimes.busy("cpu  100 10 50 9999 888 5 5 777 0 0")).isEqualTo(Duration.ofMillis(1700));
    }

    private static ProcessStat process(long pid, long parent) {
        return new ProcessStat(pid, parent, Duration.ZERO, Duration.ZERO);
    }
}
