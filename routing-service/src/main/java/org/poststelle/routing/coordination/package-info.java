/** What the rule could not decide, for the coordinators of a centre. */
@NullMarked
package org.poststelle.routing.coordination;

import org.jspecify.annotations.NullMarked;
