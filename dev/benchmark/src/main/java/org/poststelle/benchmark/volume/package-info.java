/** What large amounts of data cost: they are made by SQL, and then the services are used as always. */
@NullMarked
package org.poststelle.benchmark.volume;

import org.jspecify.annotations.NullMarked;
