package org.poststelle.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The document that shows the tables of the last recorded run between two markers. */
public record PerformanceDocument(Path file) {

    private static final String BEGIN = "<!-- begin of the tables: written by dev/benchmark/run --update -->\n";
    private static final String END = "<!-- end of the tables -->\n";

    /** Replaces the tables. */
    public void update(String tables) throws IOException {
        Files.writeString(file, replaced(Files.readString(file), tables));
    }

    static String replaced(String document, String tables) {
        var begin = document.indexOf(BEGIN);
        var end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException("The document has no place for the tables");
        }
        return document.substring(0, begin + BEGIN.length()) + "\n" + tables + "\n" + document.substring(end);
    }
}
