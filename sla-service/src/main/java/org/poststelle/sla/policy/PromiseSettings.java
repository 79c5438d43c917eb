package org.poststelle.sla.policy;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.poststelle.sla.policy.PolicyDocument.OpenHours;

/**
 * What is promised, and when the service works, by centres that have no policy of their own. A change holds for promises given from
 * then on. Values that no centre could set for itself stop the service at its start.
 */
@ConfigMapping(prefix = "poststelle.promise")
public interface PromiseSettings {

    Mode mode();

    /** How much service time an answer may take, with {@link Mode#SERVICE_HOURS}. */
    @DurationMin(minutes = 1)
    @DurationMax(hours = 1000)
    Duration serviceTime();

    /** Who is told when the answer is still awaited after so many percent of the service time; at 100 the promise is broken. */
    @Size(max = 11)
    Map<@Min(1) @Max(Stage.TIME_IS_OVER) Integer, @NotEmpty List<Recipient>> escalation();

    ServiceWeek service();

    CheckedYears holidaysChecked();

    /** How long promises are kept after they were met, broken or withdrawn. */
    Duration keepSettled();

    /** The same as a centre's policy would say it. */
    default PolicyDocument document() {
        var open = service().days().stream()
                .sorted()
                .map(day -> new OpenHours(
                        day, service().opens().toString(), service().closes().toString()))
                .toList();
        var stages = escalation().entrySet().stream()
                .map(stage -> new Stage(stage.getKey(), stage.getValue()))
                .sorted(Comparator.comparingInt(Stage::percent))
                .toList();
        var rule = new PromiseRule(
                null, null, null, mode(), mode() == Mode.SERVICE_HOURS ? serviceTime() : null, stages, null);
        return new PolicyDocument(open, List.of(), List.of(rule), null);
    }

    /** The weekly service hours, in local time. */
    interface ServiceWeek {
        Set<DayOfWeek> days();

        LocalTime opens();

        LocalTime closes();

        ZoneId zone();
    }

    /** The years whose holiday law has been compared with the rules this service computes by. */
    interface CheckedYears {
        Year from();

        Year to();
    }
}
