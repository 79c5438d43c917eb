/** Who is competent for a ticket, why, and what waits for a coordinator. */
@NullMarked
package org.poststelle.routing.decision;

import org.jspecify.annotations.NullMarked;
