package org.poststelle.sla.policy;

import io.smallrye.config.ConfigMapping;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.Set;

/** What is promised, and when the service works. A change holds for promises given from then on. */
@ConfigMapping(prefix = "poststelle.promise")
public interface PromiseSettings {

    Policy policy();

    ServiceWeek service();

    CheckedYears holidaysChecked();

    /** How long promises are kept after they were met, broken or withdrawn. */
    Duration keepSettled();

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
