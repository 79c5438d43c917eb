package org.poststelle.benchmark.volume;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.poststelle.benchmark.report.Table;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** The figures of ten years of a Land with five centres. */
final class FigureSection implements Section {

    private static final int YEARS = 10;
    private static final int MONTHS = 12 * YEARS;
    private static final List<String> CENTRES = List.of("KO", "TR", "MZ", "LU", "KL");

    private final SystemUnderTest system;
    private final VolumeSettings settings;
    private final Consumer<String> progress;
    private final YearMonth first = YearMonth.now(ZoneOffset.UTC).minusMonths(MONTHS - 1L);

    FigureSection(SystemUnderTest system, VolumeSettings settings, Consumer<String> progress) {
        this.system = system;
        this.settings = settings;
        this.progress = progress;
    }

    @Override
    public String name() {
        return "Figures of ten years";
    }

    @Override
    public List<Table> measure() {
        var cells = fill();
        var rows = new ArrayList<List<String>>();
        try (var requests = new Requests(system, Service.SLA, settings)) {
            for (var by : List.of("MONTH", "AUTHORITY", "SERVICE", "REGION")) {
                rows.add(row(cells, by, requests.get(SampleUser.KURT, List.of(address("", by)))));
            }
            rows.add(row(cells, "REGION, as CSV", requests.get(SampleUser.KURT, List.of(address("/csv", "REGION")))));
        }
        return List.of(new Table(
                "Figures of ten years, in ms",
                List.of("enquiries of five centres", "cells", "by", "requests", "p50", "p99"),
                rows));
    }

    private long fill() {
        try (var database = Database.of(system, Service.SLA)) {
            for (var centre : CENTRES) {
                for (int year = 0; year < YEARS; year++) {
                    database.execute(yearOfCentre(
                            centre,
                            first.plusMonths(12L * year).atDay(1),
                            settings.contacts() / CENTRES.size() / YEARS));
                }
                progress.accept("  ten years of " + centre);
            }
            database.settle("figure");
            return database.number("select count(*) from figure");
        }
    }

    private String address(String form, String by) {
        return "/api/v1/figures%s?by=%s&from=%s&to=%s".formatted(form, by, first, first.plusMonths(MONTHS - 1L));
    }

    private List<String> row(long cells, String by, Requests.Outcome outcome) {
        progress.accept("  by %s: %s".formatted(by, outcome.cells()));
        return Stream.concat(
                        Stream.of(Integer.toString(settings.contacts()), Long.toString(cells), by),
                        outcome.cells().stream())
                .toList();
    }

    /**
     * One year of a centre, counted as sla-service counts: of the enquiries 65 % are answered at once; few authorities, services and
     * regions have most of them.
     */
    private static String yearOfCentre(String centre, LocalDate from, int enquiries) {
        return """
            insert into figure (centre, dimension, month, key, outcome, reopened, answer_half_hours, promises, returns)
            select '%1$s', dimension, month, key, outcome, false, half_hours, count(*), sum(returns)
            from (select cast(date_trunc('month', day) as date) as month, hour, service, region, channel, partner,
                         case when fate < 0.65 then 'RESOLVED_AT_ONCE' when fate < 0.93 then 'MET' when fate < 0.98 then 'BREACHED'
                              else 'WITHDRAWN' end as outcome,
                         case when fate < 0.65 then '' else authority end as authority,
                         case when fate < 0.65 then -1 when fate < 0.93 then floor(20 * took)
                              when fate < 0.97 then floor(20 + 60 * took) else -1 end as half_hours,
                         case when fate between 0.65 and 0.70 then 1 else 0 end as returns
                  from (select date '%2$s' + cast(floor(random() * 365) as integer) as day,
                               random() as fate, power(random(), 2) as took,
                               lpad(cast(8 + floor(10 * random()) as text), 2, '0') as hour,
                               'authority-' || floor(200 * power(random(), 2)) as authority,
                               '991' || lpad(cast(floor(300 * power(random(), 2)) as text), 11, '0') as service,
                               '07' || lpad(cast(floor(2300 * power(random(), 2)) as text), 10, '0') as region,
                               case when random() < 0.9 then 'HOTLINE_115' else 'EMAIL' end as channel,
                               case when random() < 0.95 then '' else 'TR' end as partner
                        from generate_series(1, %3$d)) as drawn) as enquiry
            cross join lateral (values ('MONTH', to_char(month, 'YYYY-MM')), ('AUTHORITY', authority), ('SERVICE', service),
                                       ('REGION', region), ('CHANNEL', channel), ('PARTNER', partner), ('HOUR', hour))
                               as counted (dimension, key)
            group by dimension, month, key, outcome, half_hours""".formatted(centre, from, enquiries);
    }
}
