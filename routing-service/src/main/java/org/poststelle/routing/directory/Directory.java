package org.poststelle.routing.directory;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;

/** The directory to read. Lists are in the order of their keys and start after a given one. */
@ApplicationScoped
class Directory {

    private static final String AUTHORITY =
            "select key, name, mailbox, regionKey, case when retiredAt is null then false else true end from Authority ";

    private final Session session;

    Directory(Session session) {
        this.session = session;
    }

    /** @param within the names of the regions around it, the Land first: they tell namesakes apart */
    record ListedRegion(String key, RegionLevel level, String name, List<String> within) {}

    record ListedService(String key, String nameDe, String nameEn) {}

    /** @param retired whether only decisions of former days still name it */
    record ListedAuthority(String key, String name, String mailbox, String regionKey, boolean retired) {}

    private record NamedRegion(String key, RegionLevel level, String name) {}

    /** The authority, retired or not. */
    Optional<ListedAuthority> authority(String key) {
        return session.createSelectionQuery(AUTHORITY + "where key = :key", ListedAuthority.class)
                .setParameter("key", key)
                .uniqueResultOptional();
    }

    /** The authorities that are not retired. */
    List<ListedAuthority> authorities(String after, int limit) {
        return session.createSelectionQuery(
                        AUTHORITY + "where retiredAt is null and key > :after order by key", ListedAuthority.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    List<ListedService> services(String after, int limit) {
        return session.createSelectionQuery(
                        "select key, nameDe, nameEn from PublicService where key > :after order by key",
                        ListedService.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** @param name how the name of a region begins, in any case; empty for all regions */
    List<ListedRegion> regions(String name, String after, int limit) {
        var found = session.createSelectionQuery("""
                        select key, level, name from Region
                        where lower(name) like concat(lower(:name), '%') escape '\\' and key > :after order by key
                        """, NamedRegion.class)
                .setParameter("name", name.replaceAll("([\\\\%_])", "\\\\$1"))
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
        var around = around(found);
        return found.stream()
                .map(region -> new ListedRegion(
                        region.key(),
                        region.level(),
                        region.name(),
                        around.stream()
                                .filter(other -> !other.key().equals(region.key())
                                        && region.key().startsWith(other.key()))
                                .map(NamedRegion::name)
                                .toList()))
                .toList();
    }

    /** All regions around these, by key. */
    private List<NamedRegion> around(List<NamedRegion> regions) {
        var keys = regions.stream()
                .flatMap(region -> new RegionalKey(region.key()).prefixes().stream())
                .distinct()
                .toList();
        return session.createSelectionQuery(
                        "select key, level, name from Region where key in :keys order by key", NamedRegion.class)
                .setParameter("keys", keys)
                .getResultList();
    }
}
