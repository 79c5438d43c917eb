package org.poststelle.sla.staffing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.poststelle.rest.PlainText;

/**
 * What a planner expects and wants to reach.
 *
 * @param sites where calls are taken; pooled, any of them takes any call
 * @param handlingSeconds how long an agent is busy with a call on average, work after it included
 * @param answeredWithinSeconds within which time callers are to be answered; 30 is the aim of the 115
 * @param answeredShare which part of them; 0.75 is the aim of the 115
 * @param shrinkage which part of the paid time nobody takes calls in: leave, illness, training, breaks
 * @param minimumPerSite how many take calls at least at a site that is open
 * @param pooled whether the sites share one queue
 */
record StaffingQuestion(
        @NotEmpty @Size(max = 20) List<@NotNull @Valid Site> sites,
        @NotNull @Min(1) @Max(3600) Integer handlingSeconds,
        @NotNull @Min(0) @Max(3600) Integer answeredWithinSeconds,
        @NotNull @DecimalMin("0.01") @DecimalMax("0.99") Double answeredShare,
        @NotNull @DecimalMin("0") @DecimalMax("0.9") Double shrinkage,
        @NotNull @Min(1) @Max(100) Integer minimumPerSite,
        @NotNull Boolean pooled) {

    /** A week has 336 intervals of half an hour. */
    static final int INTERVALS_OF_A_WEEK = 336;

    static final Duration INTERVAL = Duration.ofMinutes(30);

    /**
     * A place where calls are taken.
     *
     * @param calls how many are expected in each half hour; 0 where it is closed
     */
    record Site(
            @NotBlank @PlainText @Size(max = 100) String name,

            @NotEmpty @Size(max = INTERVALS_OF_A_WEEK)
            List<@NotNull @DecimalMin("0") @DecimalMax("10000") Double> calls) {}

    /** Whether all sites say what they expect for the same half hours. */
    boolean isComplete() {
        return sites.stream().mapToInt(site -> site.calls().size()).distinct().count() == 1;
    }

    Duration handlingTime() {
        return Duration.ofSeconds(handlingSeconds);
    }

    Duration answeredWithin() {
        return Duration.ofSeconds(answeredWithinSeconds);
    }
}
