/** The benchmark: starts the system, runs the cells one after the other, and writes the reports. */
@NullMarked
package org.poststelle.benchmark;

import org.jspecify.annotations.NullMarked;
