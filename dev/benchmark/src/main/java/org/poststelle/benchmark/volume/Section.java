package org.poststelle.benchmark.volume;

import java.util.List;
import org.poststelle.benchmark.report.Table;

/** One kind of data: fills the database of a service with more and more of it and measures. */
interface Section {

    /** As it is told on the way. */
    String name();

    /** Fills, measures, and leaves the data there: no two sections fill the same tables. */
    List<Table> measure();
}
