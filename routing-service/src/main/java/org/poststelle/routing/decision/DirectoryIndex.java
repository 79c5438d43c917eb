package org.poststelle.routing.decision;

import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.Findings.ServiceName;
import org.poststelle.routing.directory.RegionalKey;

/**
 * One version of the directory, laid out to find what bears on a question: the competences of the asked region and of those around it, of
 * each the few that cover the service. Regions, scopes and authorities are numbers in it, and the competences of a region lie side by side,
 * ordered by scope. It does not change, so any number of threads read it.
 */
final class DirectoryIndex {

    private static final int NONE = -1;
    private static final int SINCE_EVER = Integer.MIN_VALUE;
    private static final int OPEN_END = Integer.MAX_VALUE;

    private final long version;
    private final Map<String, ServiceName> services;
    private final Map<String, Integer> regionNumbers;
    private final Area[] regions;
    private final int[] surrounding;
    private final Map<String, Integer> scopeNumbers;
    private final Office[] offices;
    private final Table competences;
    private final Table cooperations;

    /**
     * The rows of the directory.
     *
     * @param offices all that competences or cooperations name
     */
    record Content(
            long version,
            List<Area> regions,
            List<NamedService> services,
            List<Office> offices,
            List<CompetenceRow> competences,
            List<CooperationRow> cooperations) {}

    record NamedService(String key, String german, String english) {}

    /** That an authority is competent for a scope in a region, with its first and last day. */
    record CompetenceRow(
            String regionKey,
            String scope,
            String authority,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo) {}

    /** That an authority does the work of those of a region, with its first and last day. */
    record CooperationRow(
            String regionKey,
            String executedBy,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo) {}

    DirectoryIndex(Content content) {
        version = content.version();
        services = content.services().stream()
                .collect(toMap(NamedService::key, service -> new ServiceName(service.german(), service.english())));
        regions = content.regions().toArray(Area[]::new);
        regionNumbers = numbered(content.regions(), Area::key);
        surrounding = Arrays.stream(regions).mapToInt(this::nextAround).toArray();
        offices = content.offices().toArray(Office[]::new);
        var officeNumbers = numbered(content.offices(), Office::key);
        scopeNumbers = new HashMap<>();
        content.competences().forEach(row -> scopeNumbers.putIfAbsent(row.scope(), scopeNumbers.size()));
        competences = Table.of(
                content.competences(),
                regions.length,
                row -> number(regionNumbers, row.regionKey()),
                row -> new Row(
                        number(scopeNumbers, row.scope()),
                        number(officeNumbers, row.authority()),
                        row.validFrom(),
                        row.validTo()));
        cooperations = Table.of(
                content.cooperations(),
                regions.length,
                row -> number(regionNumbers, row.regionKey()),
                row -> new Row(0, number(officeNumbers, row.executedBy()), row.validFrom(), row.validTo()));
    }

    /** Which version of the directory it is. */
    long version() {
        return version;
    }

    /** What bears on the question. */
    Findings on(Question question) {
        var region = regionNumbers.get(question.region().digits());
        var service = Optional.ofNullable(services.get(question.service().value()));
        if (region == null) {
            return new Findings(Optional.empty(), service, List.of());
        }
        var scopes = question.service().scopes();
        var candidates = new ArrayList<Candidate>();
        for (int around = region; around != NONE; around = surrounding[around]) {
            for (var scope : scopes) {
                var number = scopeNumbers.get(scope);
                if (number != null) {
                    collect(around, scope, number, question.day(), candidates);
                }
            }
        }
        return new Findings(Optional.of(regions[region].name()), service, candidates);
    }

    private void collect(int region, String scope, int scopeNumber, LocalDate day, List<Candidate> candidates) {
        var end = competences.end(region);
        var row = competences.firstOf(region, scopeNumber);
        if (row == end || competences.scope[row] != scopeNumber) {
            return;
        }
        var executing = executing(region, (int) day.toEpochDay());
        for (; row < end && competences.scope[row] == scopeNumber; row++) {
            var legal = offices[competences.office[row]];
            candidates.add(new Candidate(
                    regions[region],
                    scope,
                    legal,
                    executing == null ? legal : executing,
                    day(competences.from[row], SINCE_EVER),
                    day(competences.to[row], OPEN_END)));
        }
    }

    /** A cooperation comes after the competence: it changes who does the work of the region's own authorities, only theirs. */
    private @Nullable Office executing(int region, int day) {
        for (int around = region; around != NONE; around = surrounding[around]) {
            for (int row = cooperations.start(around); row < cooperations.end(around); row++) {
                if (cooperations.from[row] <= day && day <= cooperations.to[row]) {
                    return offices[cooperations.office[row]];
                }
            }
        }
        return null;
    }

    private int nextAround(Area region) {
        return new RegionalKey(region.key())
                .prefixes().stream()
                        .filter(key -> !key.equals(region.key()))
                        .map(regionNumbers::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(NONE);
    }

    private static @Nullable LocalDate day(int number, int unlimited) {
        return number == unlimited ? null : LocalDate.ofEpochDay(number);
    }

    private static <T> Map<String, Integer> numbered(List<T> elements, Function<T, String> key) {
        var numbers = HashMap.<String, Integer>newHashMap(elements.size());
        for (var element : elements) {
            numbers.put(key.apply(element), numbers.size());
        }
        return numbers;
    }

    private static int number(Map<String, Integer> numbers, String key) {
        return Objects.requireNonNull(numbers.get(key), key);
    }

    private record Row(
            int scope,
            int office,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    /** Rows in columns. Those of a region follow each other, ordered by scope; else in the order in which they came. */
    private static final class Table {

        private final int[] starts;
        private final int[] scope;
        private final int[] office;
        private final int[] from;
        private final int[] to;

        private Table(int[] starts, int[] scope, int[] office, int[] from, int[] to) {
            this.starts = starts;
            this.scope = scope;
            this.office = office;
            this.from = from;
            this.to = to;
        }

        static <T> Table of(List<T> source, int regions, ToIntFunction<T> region, Function<T, Row> row) {
            var rows = source.stream().map(row).toArray(Row[]::new);
            var regionOf = source.stream().mapToInt(region).toArray();
            var order = IntStream.range(0, rows.length)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingInt(index -> regionOf[index])
                            .thenComparingInt(index -> rows[index].scope()))
                    .mapToInt(Integer::intValue)
                    .toArray();
            var starts = new int[regions + 1];
            for (var number : regionOf) {
                starts[number + 1]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            return new Table(
                    starts,
                    column(rows, order, Row::scope),
                    column(rows, order, Row::office),
                    column(rows, order, found -> number(found.from(), SINCE_EVER)),
                    column(rows, order, found -> number(found.to(), OPEN_END)));
        }

        private static int[] column(Row[] rows, int[] order, ToIntFunction<Row> value) {
            return Arrays.stream(order)
                    .map(index -> value.applyAsInt(rows[index]))
                    .toArray();
        }

        private static int number(@Nullable LocalDate day, int unlimited) {
            return day == null ? unlimited : (int) day.toEpochDay();
        }

        int start(int region) {
            return starts[region];
        }

        int end(int region) {
            return starts[region + 1];
        }

        /** The first row of the region with that scope or a later one. */
        int firstOf(int region, int wanted) {
            var low = start(region);
            var high = end(region);
            while (low < high) {
                var middle = (low + high) >>> 1;
                if (scope[middle] < wanted) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
