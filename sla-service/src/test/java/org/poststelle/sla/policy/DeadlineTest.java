package org.poststelle.sla.policy;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.poststelle.sla.policy.Calendars.BERLIN;
import static org.poststelle.sla.policy.Calendars.EISENBERG;
import static org.poststelle.sla.policy.Calendars.KEMPTEN;
import static org.poststelle.sla.policy.Calendars.KOBLENZ;
import static org.poststelle.sla.policy.Calendars.MEMMINGERBERG;
import static org.poststelle.sla.policy.Calendars.NEXT_SERVICE_DAY_SAME_TIME;
import static org.poststelle.sla.policy.Calendars.QUICKBORN;
import static org.poststelle.sla.policy.Calendars.SERVICE_HOURS_24;
import static org.poststelle.sla.policy.Calendars.SONTHOFEN;
import static org.poststelle.sla.policy.Calendars.at;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.sla.calendar.HolidaysNotChecked;
import org.poststelle.sla.calendar.Land;
import org.poststelle.sla.calendar.Name;
import org.poststelle.sla.calendar.RegionalHoliday;
import org.poststelle.sla.calendar.ServiceHours;
import org.poststelle.sla.calendar.ServiceHours.Window;
import org.poststelle.sla.calendar.ServiceTime;
import org.poststelle.sla.calendar.SkippedDay;

class DeadlineTest {

    @ParameterizedTest(name = "{0}, received {2}: next service day {3}, 24 service hours {4}")
    @CsvSource({
        "'a weekend between',             071110000000, 2026-11-20T15:00, 2026-11-23T15:00, 2026-11-25T09:00",
        "'Koblenz keeps Fronleichnam',    071110000000, 2026-06-03T16:30, 2026-06-05T16:30, 2026-06-09T10:30",
        "'Quickborn does not',            010560041041, 2026-06-03T16:30, 2026-06-04T16:30, 2026-06-08T10:30",
        "'Mariä Himmelfahrt in Kempten',  097630000000, 2025-08-14T10:00, 2025-08-18T10:00, 2025-08-19T14:00",
        "'Weltkindertag in Eisenberg',    160745052018, 2027-09-17T14:00, 2027-09-21T14:00, 2027-09-22T18:00",
        "'Reformationstag in Quickborn',  010560041041, 2025-10-30T12:00, 2025-11-03T12:00, 2025-11-04T16:00",
        "'five minutes after closing',    071110000000, 2026-11-19T18:05, 2026-11-23T08:00, 2026-11-24T12:00",
        "'an e-mail on Saturday',         071110000000, 2026-11-21T11:00, 2026-11-24T08:00, 2026-11-25T12:00",
        "'Mariä Himmelfahrt on Tuesday',  097630000000, 2028-08-14T10:00, 2028-08-16T10:00, 2028-08-17T14:00",
        "'not every Gemeinde keeps it',   097780171171, 2028-08-14T10:00, 2028-08-15T10:00, 2028-08-16T14:00",
        "'the leap day is a day',         071110000000, 2028-02-28T09:00, 2028-02-29T09:00, 2028-03-01T13:00",
        "'received on the leap day',      071110000000, 2028-02-29T17:00, 2028-03-01T17:00, 2028-03-03T11:00",
        "'the night the clocks go ahead', 071110000000, 2026-03-27T15:00, 2026-03-30T15:00, 2026-04-01T09:00",
        "'the night they go back',        071110000000, 2026-10-23T15:00, 2026-10-26T15:00, 2026-10-28T09:00",
        "'in the hour that is skipped',   071110000000, 2026-03-29T02:30, 2026-03-31T08:00, 2026-04-01T12:00",
        "'in the hour that comes twice',  071110000000, 2026-10-25T02:30, 2026-10-27T08:00, 2026-10-28T12:00",
        "'before opening',                071110000000, 2026-11-24T06:00, 2026-11-25T08:00, 2026-11-26T12:00",
        "'exactly at opening',            071110000000, 2026-11-24T08:00, 2026-11-25T08:00, 2026-11-26T12:00",
        "'the last minute of service',    071110000000, 2026-11-24T17:59, 2026-11-25T17:59, 2026-11-27T11:59",
        "'exactly at closing',            071110000000, 2026-11-24T18:00, 2026-11-26T08:00, 2026-11-27T12:00",
        "'Christmas, then a weekend',     071110000000, 2026-12-24T12:00, 2026-12-28T12:00, 2026-12-29T16:00",
        "'over the turn of the year',     097630000000, 2026-12-31T12:00, 2027-01-04T12:00, 2027-01-05T16:00",
    })
    void isTheLastInstantAtWhichAnAnswerIsInTime(
            String because, String regionKey, String received, String nextServiceDay, String serviceHours24) {
        var calendar = Calendars.of(regionKey);

        assertThat(NEXT_SERVICE_DAY_SAME_TIME.deadline(at(received), calendar).dueAt())
                .as(because)
                .isEqualTo(at(nextServiceDay));
        assertThat(SERVICE_HOURS_24.deadline(at(received), calendar).dueAt())
                .as(because)
                .isEqualTo(at(serviceHours24));
    }

    @Test
    void saysWhichDaysItSkippedAndWhyInBothLanguages() {
        var deadline = NEXT_SERVICE_DAY_SAME_TIME.deadline(at("2025-08-14T18:30"), Calendars.of(KEMPTEN));

        assertThat(deadline.countedFrom()).isEqualTo(at("2025-08-18T08:00"));
        assertThat(deadline.skippedDays()).extracting(SkippedDay::date).containsExactly(day(15), day(16), day(17));
        assertThat(deadline.skippedDays())
                .extracting(skipped -> skipped.reason(Locale.GERMAN))
                .containsExactly("Mariä Himmelfahrt", "Samstag", "Sonntag");
        assertThat(deadline.skippedDays())
                .extracting(skipped -> skipped.reason(Locale.ENGLISH))
                .containsExactly("Assumption Day", "Saturday", "Sunday");
    }

    @Test
    void skipsNothingWithinTheWeek() {
        var deadline = NEXT_SERVICE_DAY_SAME_TIME.deadline(at("2026-11-17T10:00"), Calendars.of(KOBLENZ));

        assertThat(deadline.countedFrom()).isEqualTo(deadline.receivedAt());
        assertThat(deadline.skippedDays()).isEmpty();
    }

    @Test
    void namesHolidaysInEnglishOnAGermanMachineToo() {
        Locale machine = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(Calendars.HOLIDAYS.of(KOBLENZ, List.of()).apply(LocalDate.of(2026, 6, 4)))
                    .contains(new Name("Fronleichnam", "Corpus Christi"));
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void followsTheClockOnTheWallWhenANightServiceMeetsTheChangeOfClocks() {
        var aroundTheWeek =
                ServiceHours.daily(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.of(23, 59), BERLIN);
        var calendar = Calendars.with(aroundTheWeek, KOBLENZ);

        assertThat(NEXT_SERVICE_DAY_SAME_TIME
                        .deadline(at("2026-10-24T12:00"), calendar)
                        .dueAt())
                .isEqualTo(at("2026-10-25T12:00"))
                .isEqualTo(at("2026-10-24T12:00").plusSeconds(25 * 3600));
        assertThat(NEXT_SERVICE_DAY_SAME_TIME
                        .deadline(at("2026-03-28T02:30"), calendar)
                        .dueAt())
                .as("02:30 does not exist on the next day")
                .isEqualTo(at("2026-03-29T03:30"));
    }

    @Test
    void serviceThatOpensInTheSkippedHourOpensWhenTheClocksGoAhead() {
        var night = new ServiceHours(
                List.of(
                        new Window(SUNDAY, LocalTime.of(2, 10), LocalTime.of(2, 50)),
                        new Window(SUNDAY, LocalTime.of(2, 50), LocalTime.of(6, 0))),
                BERLIN);

        assertThat(Calendars.with(night, KOBLENZ).times(at("2026-03-28T12:00"), at("2026-03-29T12:00")))
                .containsExactly(new ServiceTime(at("2026-03-29T03:00"), at("2026-03-29T06:00")));
    }

    @Test
    void keepsOnlyNationwideHolidaysWhereTheRegionKeyNamesNoLand() {
        assertThat(Land.of("990000000000")).isEmpty();
        assertThat(due("990000000000", "2026-06-03T16:30")).isEqualTo(at("2026-06-04T16:30"));
        assertThat(due("990000000000", "2026-05-13T16:30")).as("Ascension Day").isEqualTo(at("2026-05-15T16:30"));
    }

    @Test
    void keepsAHolidayOfARegionOnlyThereAndOnlyWhileItIsValid() {
        assertThat(due(SONTHOFEN, "2028-08-14T10:00")).isEqualTo(at("2028-08-16T10:00"));
        assertThat(due(MEMMINGERBERG, "2028-08-14T10:00")).isEqualTo(at("2028-08-15T10:00"));

        var once = new RegionalHoliday(
                "16",
                MonthDay.of(5, 8),
                new Name("Gedenktag", "Memorial day"),
                LocalDate.of(2025, 5, 8),
                LocalDate.of(2025, 12, 31));
        var holidays = Calendars.HOLIDAYS.of(EISENBERG, List.of(once));
        assertThat(holidays.apply(LocalDate.of(2024, 5, 8))).isEmpty();
        assertThat(holidays.apply(LocalDate.of(2025, 5, 8))).contains(once.name());
        assertThat(holidays.apply(LocalDate.of(2026, 5, 8))).isEmpty();
    }

    @Test
    void isRefusedWhereItWouldCountAYearNobodyHasChecked() {
        var calendar = Calendars.of(QUICKBORN);

        assertThat(NEXT_SERVICE_DAY_SAME_TIME
                        .deadline(at("2032-12-30T10:00"), calendar)
                        .dueAt())
                .isEqualTo(at("2032-12-31T10:00"));
        assertThatThrownBy(() -> NEXT_SERVICE_DAY_SAME_TIME.deadline(at("2032-12-31T10:00"), calendar))
                .isInstanceOf(HolidaysNotChecked.class)
                .hasMessageContaining("2033");
        assertThatThrownBy(() -> NEXT_SERVICE_DAY_SAME_TIME.deadline(at("2023-12-29T10:00"), calendar))
                .isInstanceOf(HolidaysNotChecked.class);
    }

    @Test
    void isRefusedForHoursInWhichNobodyWorks() {
        assertThatThrownBy(() -> ServiceHours.daily(Set.of(), LocalTime.of(8, 0), LocalTime.of(18, 0), BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        ServiceHours.daily(Set.of(DayOfWeek.MONDAY), LocalTime.of(18, 0), LocalTime.of(8, 0), BERLIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServiceHours(
                        List.of(
                                new Window(MONDAY, LocalTime.of(8, 0), LocalTime.of(12, 0)),
                                new Window(MONDAY, LocalTime.of(11, 0), LocalTime.of(18, 0))),
                        BERLIN))
                .as("overlapping")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsSeveralWindowsADay() {
        var hours = new ServiceHours(
                List.of(
                        new Window(TUESDAY, LocalTime.of(14, 0), LocalTime.of(17, 30)),
                        new Window(MONDAY, LocalTime.of(8, 30), LocalTime.of(13, 0)),
                        new Window(TUESDAY, LocalTime.of(8, 30), LocalTime.of(13, 0)),
                        new Window(THURSDAY, LocalTime.of(8, 30), LocalTime.of(13, 0))),
                BERLIN);
        var calendar = Calendars.with(hours, QUICKBORN);

        var deadline = new PromiseRule(
                        null, null, null, Mode.SERVICE_HOURS, Duration.ofHours(9), Calendars.stages(50), List.of())
                .deadline(at("2026-11-23T12:00"), calendar);

        assertThat(deadline.dueAt()).as("an hour on Monday, eight on Tuesday").isEqualTo(at("2026-11-24T17:30"));
        assertThat(deadline.times())
                .containsExactly(
                        new ServiceTime(at("2026-11-23T12:00"), at("2026-11-23T13:00")),
                        new ServiceTime(at("2026-11-24T08:30"), at("2026-11-24T13:00")),
                        new ServiceTime(at("2026-11-24T14:00"), at("2026-11-24T17:30")));
        assertThat(deadline.escalation())
                .containsExactly(new Escalation(50, at("2026-11-24T12:00"), List.of(Recipient.AUTHORITY)));
        assertThat(calendar.openFrom(at("2026-11-24T13:00")))
                .as("the midday break")
                .isEqualTo(at("2026-11-24T14:00"));
        assertThat(calendar.openFrom(at("2026-11-25T09:00")))
                .as("no service on Wednesday")
                .isEqualTo(at("2026-11-26T08:30"));
    }

    @Test
    void isTheNextOpeningWhereTheNextServiceDayIsShorter() {
        var hours = new ServiceHours(
                List.of(
                        new Window(THURSDAY, LocalTime.of(8, 0), LocalTime.of(18, 0)),
                        new Window(FRIDAY, LocalTime.of(8, 0), LocalTime.of(12, 0)),
                        new Window(MONDAY, LocalTime.of(9, 0), LocalTime.of(18, 0))),
                BERLIN);
        var calendar = Calendars.with(hours, QUICKBORN);

        assertThat(NEXT_SERVICE_DAY_SAME_TIME
                        .deadline(at("2026-11-19T11:00"), calendar)
                        .dueAt())
                .isEqualTo(at("2026-11-20T11:00"));
        assertThat(NEXT_SERVICE_DAY_SAME_TIME
                        .deadline(at("2026-11-19T15:00"), calendar)
                        .dueAt())
                .isEqualTo(at("2026-11-23T09:00"));
    }

    @Test
    void isWarnedOfByShareOfTheServiceTimeNotOfTheTimeOnTheWall() {
        var deadline = NEXT_SERVICE_DAY_SAME_TIME.deadline(at("2026-11-20T15:00"), Calendars.of(KOBLENZ));

        assertThat(deadline.times())
                .containsExactly(
                        new ServiceTime(at("2026-11-20T15:00"), at("2026-11-20T18:00")),
                        new ServiceTime(at("2026-11-23T08:00"), at("2026-11-23T15:00")));
        assertThat(deadline.escalation())
                .containsExactly(
                        new Escalation(50, at("2026-11-23T10:00"), List.of(Recipient.AUTHORITY)),
                        new Escalation(75, at("2026-11-23T12:30"), List.of(Recipient.AUTHORITY)),
                        new Escalation(90, at("2026-11-23T14:00"), List.of(Recipient.AUTHORITY)));
    }

    @Test
    void skipsDaysOnWhichTheCentreIsClosed() {
        var closed = Calendars.closedOn(KOBLENZ, LocalDate.of(2026, 12, 24), new Name("Heiligabend", "Christmas Eve"));

        var deadline = NEXT_SERVICE_DAY_SAME_TIME.deadline(at("2026-12-23T12:00"), closed);

        assertThat(deadline.dueAt()).isEqualTo(at("2026-12-28T12:00"));
        assertThat(deadline.skippedDays().getFirst().reason(Locale.GERMAN)).isEqualTo("Heiligabend");
    }

    private static Instant due(String regionKey, String received) {
        return NEXT_SERVICE_DAY_SAME_TIME
                .deadline(at(received), Calendars.of(regionKey))
                .dueAt();
    }

    private static LocalDate day(int dayOfAugust2025) {
        return LocalDate.of(2025, 8, dayOfAugust2025);
    }
}
