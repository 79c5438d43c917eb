/** How many enquiries there were, and what became of what was promised for them. */
@NullMarked
package org.poststelle.sla.figures;

import org.jspecify.annotations.NullMarked;
