/** Decisions as the founding scenarios and the contracts ask for them. */
@NullMarked
package org.poststelle.routing.decision;

import org.jspecify.annotations.NullMarked;
