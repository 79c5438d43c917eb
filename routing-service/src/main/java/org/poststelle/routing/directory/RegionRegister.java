package org.poststelle.routing.directory;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The register of all regions as a table (RFC 4180), with the columns of the Gemeindeverzeichnis of the statistical offices.
 *
 * @param rows the regions, in the order of the table
 * @param faults what is wrong, row by row; where there is any, the rows are not to be used
 */
record RegionRegister(List<Row> rows, List<Fault> faults) {

    static final List<String> COLUMNS = List.of("ars", "level", "kind", "name", "postal_code", "population");

    /** The kind of a kreisfreie Stadt. */
    static final String INDEPENDENT_CITY = "41";

    /** Kinds of districts that are a city of their own: kreisfreie Stadt and Stadtkreis. */
    private static final Set<String> INDEPENDENT_CITIES = Set.of(INDEPENDENT_CITY, "42");

    private static final int LONGEST_NAME = 200;

    private static final Map<String, RegionLevel> LEVELS = Map.of(
            "LAND", RegionLevel.LAND,
            "REGIERUNGSBEZIRK", RegionLevel.GOVERNMENT_REGION,
            "KREIS", RegionLevel.DISTRICT,
            "GEMEINDEVERBAND", RegionLevel.MUNICIPAL_ASSOCIATION,
            "GEMEINDE", RegionLevel.MUNICIPALITY);

    /**
     * One region.
     *
     * @param kind the two digits of the register's kind of text, such as 41 for a city that is no part of a Kreis
     * @param postalCode of the seat of its administration
     */
    record Row(
            String key,
            RegionLevel level,
            @Nullable String kind,
            String name,
            @Nullable String postalCode,
            @Nullable Integer population) {

        /** The level as the table has it. */
        String levelInTable() {
            return switch (level) {
                case LAND -> "LAND";
                case GOVERNMENT_REGION -> "REGIERUNGSBEZIRK";
                case DISTRICT, INDEPENDENT_CITY -> "KREIS";
                case MUNICIPAL_ASSOCIATION -> "GEMEINDEVERBAND";
                case MUNICIPALITY -> "GEMEINDE";
            };
        }
    }

    /** What is wrong with a field, as a key of the messages. */
    enum Problem {
        COLUMNS,
        QUOTES,
        EMPTY,
        DUPLICATE,
        KEY,
        LEVEL,
        LEVEL_MISFIT,
        PADDED,
        KIND,
        NAME,
        POSTAL_CODE,
        POPULATION,
        LAND
    }

    /**
     * Something wrong.
     *
     * @param line where the row ends, from 1
     */
    record Fault(long line, String column, Problem problem) {}

    /** Reads a table. Whatever is wrong with it is among the faults. */
    static RegionRegister read(String table) {
        var reading = new Reading();
        try (var parser = CSVFormat.RFC4180.parse(new StringReader(table))) {
            for (var record : parser) {
                reading.take(record, parser.getCurrentLineNumber());
            }
            reading.finish();
        } catch (CSVException _) {
            reading.fault(reading.line + 1, "", Problem.QUOTES);
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof CSVException)) {
                throw e;
            }
            reading.fault(reading.line + 1, "", Problem.QUOTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RegionRegister(reading.rows, reading.faults);
    }

    private static final class Reading {

        private final List<Row> rows = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final Set<String> keys = new HashSet<>();
        private final Set<String> districts = new HashSet<>();
        private long line;
        private boolean hasHeader;

        void fault(long at, String column, Problem problem) {
            faults.add(new Fault(at, column, problem));
        }

        void take(CSVRecord record, long parsedTo) {
            line = Math.max(parsedTo, line + 1);
            if (record.size() == 1 && record.get(0).isBlank()) {
                return; // an empty line, as editors leave it at the end
            }
            if (!hasHeader) {
                hasHeader = true;
                if (!record.toList().equals(COLUMNS)) {
                    fault(line, "", Problem.COLUMNS);
                }
                return;
            }
            if (record.size() != COLUMNS.size()) {
                fault(line, "", Problem.COLUMNS);
                return;
            }
            var before = faults.size();
            var key = record.get(0);
            if (!key.matches(RegionalKey.PATTERN)) {
                fault(line, "ars", Problem.KEY);
            } else if (!keys.add(key)) {
                fault(line, "ars", Problem.DUPLICATE);
            } else if (!keys.contains(key.substring(0, 2))) {
                fault(line, "ars", Problem.LAND);
            }
            var kind = optional(record, 2, "\\d{2}", Problem.KIND);
            var level = Optional.ofNullable(LEVELS.get(record.get(1)))
                    .map(found -> found == RegionLevel.DISTRICT && kind != null && INDEPENDENT_CITIES.contains(kind)
                            ? RegionLevel.INDEPENDENT_CITY
                            : found);
            if (level.isEmpty()) {
                fault(line, "level", Problem.LEVEL);
            } else if (key.matches(RegionalKey.PATTERN) && !level.get().fits(new RegionalKey(key))) {
                fault(line, "level", Problem.LEVEL_MISFIT);
            } else if (new RegionalKey(key).isPadded(districts)) {
                fault(line, "ars", Problem.PADDED);
            } else if (level.get() == RegionLevel.DISTRICT) {
                districts.add(key);
            }
            var name = record.get(3);
            if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
                fault(line, "name", Problem.NAME);
            }
            var postalCode = optional(record, 4, "\\d{5}", Problem.POSTAL_CODE);
            var population = optional(record, 5, "\\d{1,9}", Problem.POPULATION);
            if (faults.size() == before) {
                rows.add(new Row(
                        key,
                        level.orElseThrow(),
                        kind,
                        name,
                        postalCode,
                        population == null ? null : Integer.valueOf(population)));
            }
        }

        void finish() {
            if (!hasHeader) {
                fault(1, "", Problem.COLUMNS);
            } else if (rows.isEmpty() && faults.isEmpty()) {
                fault(line, "", Problem.EMPTY);
            }
        }

        private @Nullable String optional(CSVRecord record, int column, String pattern, Problem problem) {
            var value = record.get(column);
            if (value.isEmpty()) {
                return null;
            }
            if (!value.matches(pattern)) {
                fault(line, COLUMNS.get(column).toLowerCase(Locale.ROOT), problem);
            }
            return value;
        }
    }
}
