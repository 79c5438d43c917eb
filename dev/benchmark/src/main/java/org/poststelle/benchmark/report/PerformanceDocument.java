package org.poststelle.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document that shows the tables of the last recorded runs, those of each kind of run between two markers. */
public record PerformanceDocument(Path file) {

    /** What a run has measured. */
    public enum Part {
        /** What the system can do and what that costs. */
        TABLES("<!-- begin of the tables: written by dev/benchmark/run --update -->\n", "<!-- end of the tables -->\n"),
        /** What large amounts of data cost. */
        VOLUMES(
                "<!-- begin of the volumes: written by dev/benchmark/run --volume --update -->\n",
                "<!-- end of the volumes -->\n");

        private final String begin;
        private final String end;

        Part(String begin, String end) {
            this.begin = begin;
            this.end = end;
        }
    }

    /** Replaces the tables of one part. */
    public void update(Part part, String tables) throws IOException {
        Files.writeString(file, replaced(Files.readString(file), part, tables));
    }

    static String replaced(String document, Part part, String tables) {
        var begin = document.indexOf(part.begin);
        var end = document.indexOf(part.end);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("The document has no place for the " + part);
        }
        return document.substring(0, begin + part.begin.length()) + "\n" + tables + "\n" + document.substring(end);
    }
}
