/** The rules of service hours and due times, tried without a server. */
@NullMarked
package org.poststelle.sla.calendar;

import org.jspecify.annotations.NullMarked;
