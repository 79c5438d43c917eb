/** Calculations without a system around them. */
@NullMarked
package org.poststelle.benchmark.function;

import org.jspecify.annotations.NullMarked;
