/** The calculations of the benchmark, without a run. */
@NullMarked
package org.poststelle.benchmark.volume;

import org.jspecify.annotations.NullMarked;
