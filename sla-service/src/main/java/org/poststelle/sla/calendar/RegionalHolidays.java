package org.poststelle.sla.calendar;

import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The public holidays of regions smaller than a Land. */
@ApplicationScoped
class RegionalHolidays implements PanacheRepositoryBase<RegionalHoliday, Integer> {

    /** The holidays kept by parts of a Land in which the region lies, as they were a second ago. */
    @CacheResult(cacheName = "regional-holidays")
    List<RegionalHoliday> of(String regionKey) {
        return list("?1 like concat(regionPrefix, '%')", regionKey);
    }
}
