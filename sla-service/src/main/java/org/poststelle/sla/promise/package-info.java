/** The promise made for each ticket: given once, kept, broken or withdrawn, and watched by a timer. */
@NullMarked
package org.poststelle.sla.promise;

import org.jspecify.annotations.NullMarked;
