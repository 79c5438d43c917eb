/** What is measured: one class for each cell of the table. */
@NullMarked
package org.poststelle.benchmark.cell;

import org.jspecify.annotations.NullMarked;
