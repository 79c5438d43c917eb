package org.poststelle.sla.telephone;

import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of some months.
 *
 * @param rows by month; months without calls are missing
 * @param answeredInTimeGoal which share of the calls the centre means to answer within 30 seconds
 */
record TelephoneTable(List<CallsOfMonth> rows, double answeredInTimeGoal) {

    /**
     * The calls of a month.
     *
     * @param offered how many people called
     * @param answered how many of them were answered by a person
     * @param answeredInTime how many of them within 30 seconds
     * @param answeredInTimeShare of the calls that were offered
     * @param averageHandlingSeconds how long an agent was busy with a call
     */
    record CallsOfMonth(
            YearMonth month,
            long offered,
            long answered,
            long answeredInTime,
            @Nullable Double answeredInTimeShare,
            @Nullable Long averageHandlingSeconds) {

        static CallsOfMonth of(
                YearMonth month, long offered, long answered, long answeredInTime, long handlingSeconds) {
            return new CallsOfMonth(
                    month,
                    offered,
                    answered,
                    answeredInTime,
                    offered == 0 ? null : (double) answeredInTime / offered,
                    answered == 0 ? null : Math.round((double) handlingSeconds / answered));
        }
    }
}
