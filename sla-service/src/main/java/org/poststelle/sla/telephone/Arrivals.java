package org.poststelle.sla.telephone;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many calls come in on average in each half hour of a week, for a plan of the staff.
 *
 * @param calls from Monday 0:00 to Sunday 23:30
 * @param averageHandlingSeconds how long an agent was busy with a call; absent where none was answered
 */
record Arrivals(List<Double> calls, @Nullable Long averageHandlingSeconds) {}
