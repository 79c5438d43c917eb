/** How many agents a service centre needs when. */
@NullMarked
package org.poststelle.sla.staffing;

import org.jspecify.annotations.NullMarked;
