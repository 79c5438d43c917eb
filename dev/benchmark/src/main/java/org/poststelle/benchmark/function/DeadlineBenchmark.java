package org.poststelle.benchmark.function;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.poststelle.sla.calendar.PublicHolidays;
import org.poststelle.sla.calendar.ServiceCalendar;
import org.poststelle.sla.calendar.ServiceHours;
import org.poststelle.sla.policy.Deadline;
import org.poststelle.sla.policy.Mode;
import org.poststelle.sla.policy.PromiseRule;

/** When an answer is due. */
@State(Scope.Thread)
public class DeadlineBenchmark {

    private static final String KOBLENZ = "071110000000";

    private final ServiceCalendar calendar = new ServiceCalendar(
            ServiceHours.daily(
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                    LocalTime.of(8, 0),
                    LocalTime.of(18, 0),
                    ZoneId.of("Europe/Berlin")),
            new PublicHolidays(Year.of(2024), Year.of(2032)).of(KOBLENZ, List.of()));

    private final PromiseRule rule =
            new PromiseRule(null, null, null, Mode.NEXT_SERVICE_DAY_SAME_TIME, null, List.of(), List.of());

    private final Instant thursdayBeforeEaster = Instant.parse("2026-04-02T13:30:00Z");

    /** Over Easter: five days of which four have no service. */
    @Benchmark
    public Deadline deadline() {
        return rule.deadline(thursdayBeforeEaster, calendar);
    }
}
