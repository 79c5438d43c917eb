/** The calculations of the benchmark, without a run. */
@NullMarked
package org.poststelle.benchmark.process;

import org.jspecify.annotations.NullMarked;
