/** Load on the HTTP API, made by Gatling, and the latencies it saw. */
@NullMarked
package org.poststelle.benchmark.load;

import org.jspecify.annotations.NullMarked;
