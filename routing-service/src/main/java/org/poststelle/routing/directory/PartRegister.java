package org.poststelle.routing.directory;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a part of the directory as they were read from a table (RFC 4180).
 *
 * @param entries in the order of the table
 * @param lines where the row of each entry ends, from 1
 * @param faults what is wrong with the table; where there is any, the entries are not to be used
 */
record PartRegister<E>(PartTable<E> table, List<E> entries, List<Long> lines, List<Fault> faults) {

    static final int MOST_ROWS = 100_000;

    private static final int BYTE_ORDER_MARK = '\uFEFF';

    /** Enough to recognize a column. */
    private static final int LONGEST_NAME = 60;

    /** What is wrong, as a key of the messages. */
    enum Problem {
        NO_HEADER,
        UNKNOWN_COLUMN,
        MISSING_COLUMN,
        REPEATED_COLUMN,
        FIELD_COUNT,
        QUOTES,
        DAY,
        TOO_MANY_ROWS
    }

    /** @param line where the row ends, from 1 */
    record Fault(long line, String column, Problem problem) {}

    /**
     * Reads a table row by row. Whatever is wrong with it is among the faults.
     *
     * @throws IOException when it cannot be read, a {@link java.nio.charset.CharacterCodingException} when it is not UTF-8
     */
    static <E> PartRegister<E> read(PartTable<E> table, InputStream bytes) throws IOException {
        var reading = new Reading<>(table);
        try (var parser = CSVFormat.RFC4180.parse(withoutMark(bytes))) {
            for (var record : parser) {
                if (!reading.take(record, parser.getCurrentLineNumber())) {
                    break;
                }
            }
            reading.finish();
        } catch (CSVException _) {
            reading.fault(reading.line + 1, "", Problem.QUOTES);
        } catch (UncheckedIOException e) {
            if (!(e.getCause() instanceof CSVException)) {
                throw e.getCause();
            }
            reading.fault(reading.line + 1, "", Problem.QUOTES);
        }
        return new PartRegister<>(table, reading.entries, reading.lines, reading.faults);
    }

    private static Reader withoutMark(InputStream bytes) throws IOException {
        var reader = new PushbackReader(new InputStreamReader(bytes, UTF_8.newDecoder()));
        var first = reader.read();
        if (first != BYTE_ORDER_MARK && first != -1) {
            reader.unread(first);
        }
        return reader;
    }

    private static final class Reading<E> {

        private final PartTable<E> table;
        private final List<E> entries = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private final Map<String, Integer> columns = new HashMap<>();
        private boolean hasHeader;
        private long line;

        Reading(PartTable<E> table) {
            this.table = table;
        }

        void fault(long at, String column, Problem problem) {
            faults.add(new Fault(at, column, problem));
        }

        /** @return whether the next row is of interest */
        boolean take(CSVRecord record, long parsedTo) {
            line = Math.max(parsedTo, line + 1);
            if (record.size() == 1 && record.get(0).isBlank()) {
                return true; // an empty line, as editors leave it at the end
            }
            if (!hasHeader) {
                hasHeader = true;
                header(record);
                return faults.isEmpty();
            }
            if (entries.size() == MOST_ROWS) {
                fault(line, "", Problem.TOO_MANY_ROWS);
                return false;
            }
            if (record.size() != columns.size()) {
                fault(line, "", Problem.FIELD_COUNT);
                return true;
            }
            entries.add(table.read().apply(new Cells(record)));
            lines.add(line);
            return true;
        }

        private void header(CSVRecord record) {
            var known = new HashSet<>(table.header());
            for (var name : record) {
                if (!known.contains(name)) {
                    fault(line, name.substring(0, Math.min(name.length(), LONGEST_NAME)), Problem.UNKNOWN_COLUMN);
                } else if (columns.putIfAbsent(name, columns.size()) != null) {
                    fault(line, name, Problem.REPEATED_COLUMN);
                }
            }
            table.header().stream()
                    .filter(name -> !columns.containsKey(name))
                    .forEach(name -> fault(line, name, Problem.MISSING_COLUMN));
        }

        void finish() {
            if (!hasHeader) {
                fault(1, "", Problem.NO_HEADER);
            }
        }

        private final class Cells implements PartTable.Row {

            private final CSVRecord record;

            Cells(CSVRecord record) {
                this.record = record;
            }

            @Override
            public @Nullable String optional(String column) {
                var cell = record.get(columns.getOrDefault(column, -1));
                return cell.isEmpty() ? null : cell;
            }

            @Override
            public @Nullable LocalDate day(String column) {
                var cell = optional(column);
                try {
                    return cell == null ? null : LocalDate.parse(cell);
                } catch (DateTimeException _) {
                    fault(line, column, Problem.DAY);
                    return null;
                }
            }
        }
    }
}
