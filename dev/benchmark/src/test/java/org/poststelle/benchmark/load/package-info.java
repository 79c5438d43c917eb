/** The calculations of the benchmark, without a run. */
@NullMarked
package org.poststelle.benchmark.load;

import org.jspecify.annotations.NullMarked;
