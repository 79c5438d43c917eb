package org.poststelle.sla.staffing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.sla.staffing.StaffingPlan.Need;
import org.poststelle.sla.staffing.StaffingQuestion.Site;

class StaffingPlanTest {

    private static final Duration HALF_HOUR = Duration.ofMinutes(30);

    @ParameterizedTest(name = "{0} calls of {1} s, {2} agents: {5} answered within {3} s")
    @CsvSource({
        // calls in half an hour, handling time, agents, answered within, share of waiting, share answered, average wait
        "100, 180, 14, 20, 0.1741, 0.8884, 7.8",
        "100, 180, 13, 20, 0.2853, 0.7956, 17.1",
        "360, 240, 55, 15, 0.2387, 0.8459, 8.18",
    })
    void callersWaitAsErlangSays(
            double calls, int handling, int agents, int wait, double waiting, double answered, double averageWait) {
        var queue = queue(calls * handling / HALF_HOUR.toSeconds(), agents, Duration.ofSeconds(handling));

        assertThat(queue.shareOfWaiting()).isCloseTo(waiting, within(0.0001));
        assertThat(queue.shareAnsweredWithin(Duration.ofSeconds(wait))).isCloseTo(answered, within(0.0001));
        assertThat(queue.averageWait()).isCloseTo(averageWait, within(0.05));
    }

    @Test
    void queueOnlyGrowsWhereAgentsAreNotMoreThanCalls() {
        var overloaded = queue(10, 10, Duration.ofMinutes(3));

        assertThat(overloaded.shareOfWaiting()).isEqualTo(1);
        assertThat(overloaded.shareAnsweredWithin(Duration.ofSeconds(30))).isZero();
        assertThat(overloaded.averageWait()).isInfinite();
    }

    @ParameterizedTest(name = "{0} calls an hour need {1} agents, {2} on duty")
    @CsvSource({"57, 6, 9", "60, 6, 9", "91, 9, 13", "120, 11, 16"})
    void agentsSufficeForTheAimOfThe115AndOneLessWouldNot(double callsAnHour, int agents, int staffed) {
        var need = plan(false, site("Koblenz", callsAnHour / 2)).needs().getFirst();

        assertThat(need.agents()).isEqualTo(agents);
        assertThat(need.staffed()).isEqualTo(staffed);
        assertThat(need.answeredShare()).isGreaterThanOrEqualTo(0.75);
        assertThat(queue(callsAnHour * 240 / 3600, agents - 1, Duration.ofSeconds(240))
                        .shareAnsweredWithin(Duration.ofSeconds(30)))
                .isLessThan(0.75);
    }

    @Test
    void sitesThatShareAQueueNeedFewerAgents() {
        assertThat(plan(false, site("Kempten", 30), site("Sonthofen", 30)).needs())
                .extracting(Need::site, Need::agents)
                .containsExactly(tuple("Kempten", 6), tuple("Sonthofen", 6));
        assertThat(plan(true, site("Kempten", 30), site("Sonthofen", 30)).needs())
                .extracting(Need::site, Need::agents)
                .containsExactly(tuple("*", 11));
    }

    @Test
    void openSiteHasItsMinimumAndAClosedOneNobody() {
        assertThat(plan(false, site("Sonthofen", 0.5, 0)).needs())
                .extracting(Need::interval, Need::agents)
                .containsExactly(tuple(0, 2), tuple(1, 0));
        assertThat(plan(true, site("Kempten", 0.5, 0.5), site("Sonthofen", 0.5, 0))
                        .needs())
                .extracting(Need::agents)
                .containsExactly(4, 2);
    }

    @Test
    void tenThousandCallsOfAnHourAreComputedWithoutOverflow() {
        var question = new StaffingQuestion(List.of(site("Berlin", 10_000)), 3600, 30, 0.75, 0.3, 2, false);

        assertThat(StaffingPlan.of(question).needs().getFirst().agents()).isBetween(20_000, 20_500);
    }

    @Test
    void tableHasALineForEachNeedAndNoFormulas() {
        assertThat(plan(false, site("=Stadt \"K\"", 0, 30)).toCsv().split("\r\n"))
                .hasSize(3)
                .contains(
                        "site,interval,calls,agents,staffed,answered_share,average_wait_seconds",
                        "\"'=Stadt \"\"K\"\"\",0,0.0,0,0,,")
                .anyMatch(line -> line.startsWith("\"'=Stadt \"\"K\"\"\",1,30.0,6,9,0.77"));
    }

    private static StaffingPlan plan(boolean pooled, Site... sites) {
        return StaffingPlan.of(new StaffingQuestion(List.of(sites), 240, 30, 0.75, 0.3, 2, pooled));
    }

    private static ErlangC queue(double load, int agents, Duration handlingTime) {
        return Stream.iterate(ErlangC.withoutAgents(load, handlingTime), ErlangC::withOneMore)
                .skip(agents)
                .findFirst()
                .orElseThrow();
    }

    /** As many calls as may be asked for, at as many sites: a planner must not stop the service. */
    @Test
    void largestQuestionIsAnswered() {
        var calls = new double[StaffingQuestion.INTERVALS_OF_A_WEEK];
        Arrays.fill(calls, 10_000);
        var sites = IntStream.range(0, 20)
                .mapToObj(number -> site("Standort " + number, calls))
                .toList();

        assertThat(StaffingPlan.of(new StaffingQuestion(sites, 3600, 0, 0.99, 0.9, 100, true))
                        .needs())
                .hasSize(336);
        assertThat(StaffingPlan.of(new StaffingQuestion(sites, 3600, 0, 0.99, 0.9, 100, false))
                        .needs())
                .hasSize(6720);
    }

    private static Site site(String name, double... calls) {
        return new Site(name, DoubleStream.of(calls).boxed().toList());
    }
}
