/** What the processes of the system use of the machine, as Linux counts it. */
@NullMarked
package org.poststelle.benchmark.process;

import org.jspecify.annotations.NullMarked;
