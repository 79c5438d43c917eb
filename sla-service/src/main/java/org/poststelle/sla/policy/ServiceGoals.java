package org.poststelle.sla.policy;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;

/**
 * What a centre means to reach, beside its promises; the figures are told with it.
 *
 * @param callsAnsweredInTime which share of the calls is to be answered within 30 seconds; 0.75 is the aim of the 115
 * @param resolvedAtOnce which share of the enquiries is to be answered with the first call; 0.65 is the aim of the 115
 */
public record ServiceGoals(
        @NotNull @DecimalMin("0") @DecimalMax("1") Double callsAnsweredInTime,
        @NotNull @DecimalMin("0") @DecimalMax("1") Double resolvedAtOnce) {

    /** What the 115 aims at. */
    static final ServiceGoals OF_THE_115 = new ServiceGoals(0.75, 0.65);
}
