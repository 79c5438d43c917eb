/** Watches the promises: breaches are announced at their instant, by a clock that is known to run. */
@NullMarked
package org.poststelle.sla.monitoring;

import org.jspecify.annotations.NullMarked;
