package org.poststelle.sla.promise;

import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.sla.calendar.Name;
import org.poststelle.sla.calendar.ServiceCalendar;
import org.poststelle.sla.calendar.ServiceHours;
import org.poststelle.sla.calendar.ServiceHours.Window;
import org.poststelle.sla.calendar.ServiceTime;
import org.poststelle.sla.policy.Mode;
import org.poststelle.sla.policy.PromiseRule;
import org.poststelle.sla.policy.Recipient;
import org.poststelle.sla.policy.Stage;

/**
 * Random questions to the citizen against a walker that only counts the minutes that are served and in which nobody waits for a reply.
 * The name of a failed case is its seed.
 */
class PausesAgainstWalkerTest {

    private static final int STORIES = 150;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 20);
    private static final List<Window> WINDOWS = Stream.of(DayOfWeek.values())
            .flatMap(day -> Stream.of(
                    new Window(day, LocalTime.of(0, 0), LocalTime.of(4, 0)),
                    new Window(day, LocalTime.of(9, 30), LocalTime.of(16, 15))))
            .toList();

    static Stream<Long> seeds() {
        return new Random(116).longs(STORIES).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void servedMinutesWithoutPausesAreWhatWasPromised(long seed) {
        var random = new Random(seed);
        var closed = random.ints(30, 0, 90).mapToObj(FIRST_DAY::plusDays).collect(Collectors.toSet());
        var calendar = new ServiceCalendar(
                new ServiceHours(WINDOWS, BERLIN),
                day -> closed.contains(day) ? Optional.of(new Name("zu", "closed")) : Optional.empty());
        var received = FIRST_DAY.atStartOfDay(BERLIN).toInstant().plus(randomMinutes(random, 14 * 24 * 60));
        var promised = Duration.ofMinutes(1 + random.nextInt(30 * 60));
        var rule = new PromiseRule(
                null,
                null,
                null,
                Mode.SERVICE_HOURS,
                promised,
                List.of(new Stage(50, List.of(Recipient.AUTHORITY))),
                List.of());
        var promise = new Promise(
                new UUID(1, 1),
                "KO-2026-000116",
                "KO",
                new Enquiry("local:elterngeld", "071110000000", "HOTLINE_115", "NORMAL", received),
                null,
                new Deadlines.Reckoned(0, rule.deadline(received, calendar)),
                received);

        var pauses = new ArrayList<ServiceTime>();
        for (var asked = received; pauses.size() < 4; ) {
            asked = asked.plus(randomMinutes(random, 12 * 60));
            if (promise.pause(asked).isEmpty()) {
                break;
            }
            var due = promise.dueAt();
            var replied = asked.plus(randomMinutes(random, 5 * 24 * 60));
            assertThat(promise.resume(replied, calendar)).isPresent();
            assertThat(promise.dueAt()).isAfterOrEqualTo(due);
            pauses.add(new ServiceTime(asked, replied));
            asked = replied;
        }

        long counted = 0;
        for (var minute = received; minute.isBefore(promise.dueAt()); minute = minute.plus(1, MINUTES)) {
            var at = minute;
            var waits = pauses.stream().anyMatch(pause -> !at.isBefore(pause.from()) && at.isBefore(pause.to()));
            counted += !waits && !calendar.serviceTime(at, at.plus(1, MINUTES)).isZero() ? 1 : 0;
        }
        assertThat(counted).isEqualTo(promised.toMinutes());
        assertThat(promise.details().times().stream().map(ServiceTime::length).reduce(Duration.ZERO, Duration::plus))
                .as("the explanation")
                .isEqualTo(promised);
        var half = promise.details().escalation().getFirst().at();
        assertThat(half).isBetween(received, promise.dueAt());
    }

    private static Duration randomMinutes(Random random, int bound) {
        return Duration.ofMinutes(random.nextInt(bound));
    }
}
