package org.poststelle.sla.policy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Who is told after a share of the service time, if nothing has happened by then.
 *
 * @param percent the share; 100 for when the time is over
 */
public record Stage(
        @Min(1) @Max(Stage.TIME_IS_OVER) int percent,
        @NotEmpty @Size(max = 4) List<@NotNull Recipient> recipients) {

    /** All of the time has passed. */
    public static final int TIME_IS_OVER = 100;
}
