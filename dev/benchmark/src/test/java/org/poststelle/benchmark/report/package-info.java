/** The calculations of the benchmark, without a run. */
@NullMarked
package org.poststelle.benchmark.report;

import org.jspecify.annotations.NullMarked;
