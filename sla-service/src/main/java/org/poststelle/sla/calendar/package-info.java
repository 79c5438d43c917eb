/** When a service works for a region, and when an answer promised to a citizen is due: plain calculation on values. */
@NullMarked
package org.poststelle.sla.calendar;

import org.jspecify.annotations.NullMarked;
