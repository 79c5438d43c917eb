package org.poststelle.routing.directory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.directory.DirectoryDocument.AuthorityEntry;
import org.poststelle.routing.directory.DirectoryDocument.CompetenceEntry;
import org.poststelle.routing.directory.DirectoryDocument.CooperationEntry;
import org.poststelle.routing.directory.DirectoryDocument.Name;
import org.poststelle.routing.directory.DirectoryDocument.ServiceEntry;

/**
 * The directory to read, and the statements by which {@link DirectoryCommands} changes many of its rows. Lists are in the order of
 * their keys and start after a given one.
 */
@ApplicationScoped
class Directory {

    private static final String AUTHORITY =
            "select key, name, mailbox, deputyMailbox, regionKey, case when retiredAt is null then false else true end from Authority ";

    private final Session session;

    Directory(Session session) {
        this.session = session;
    }

    /** @param within the names of the regions around it, the Land first: they tell namesakes apart */
    record ListedRegion(
            String key,
            RegionLevel level,
            String name,
            @Nullable String postalCode,
            List<String> within) {}

    record ListedService(String key, String nameDe, String nameEn) {}

    /**
     * @param deputyMailbox where those receive mail who stand in for it, if there are any
     * @param retired whether only decisions of former days still name it
     */
    record ListedAuthority(
            String key,
            String name,
            String mailbox,
            @Nullable String deputyMailbox,
            String regionKey,
            boolean retired) {}

    private record NamedRegion(
            String key,
            RegionLevel level,
            String name,
            @Nullable String postalCode) {}

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

    /**
     * The regions with a name that begins so, however it is written; empty for all regions.
     *
     * @param postalCode only those with this postal code
     */
    List<ListedRegion> regions(String name, @Nullable String postalCode, String after, int limit) {
        var prefix = PlaceName.normalized(name);
        if (prefix.isEmpty() && !name.isBlank()) {
            return List.of(); // signs only, which are in no name
        }
        var query = session.createSelectionQuery(
                        "select key, level, name, postalCode from Region where searchName like :prefix and key > :after "
                                + (postalCode == null ? "" : "and postalCode = :postalCode ")
                                + "order by key",
                        NamedRegion.class)
                .setParameter("prefix", prefix + "%")
                .setParameter("after", after)
                .setMaxResults(limit);
        if (postalCode != null) {
            query.setParameter("postalCode", postalCode);
        }
        return withSurroundings(query.getResultList());
    }

    /** The regions whose names are most like what was typed, the likest first: for typing mistakes. */
    List<ListedRegion> similarRegions(String name, int limit) {
        return withSurroundings(session.createNativeQuery("""
                        select key, level, name, postal_code from region
                        where search_name % :name
                        order by similarity(search_name, :name) desc, key limit :limit
                        """, Object[].class)
                .addScalar("key", String.class)
                .addScalar("level", String.class)
                .addScalar("name", String.class)
                .addScalar("postal_code", String.class)
                .setParameter("name", PlaceName.normalized(name))
                .setParameter("limit", limit)
                .setTupleTransformer((row, _) -> new NamedRegion(
                        (String) row[0], RegionLevel.valueOf((String) row[1]), (String) row[2], (@Nullable String)
                                row[3]))
                .getResultList());
    }

    /** All regions as the table that {@link RegionRegister} reads, by key. */
    List<RegionRegister.Row> register() {
        return session.createSelectionQuery(
                        "select key, level, kind, name, postalCode, population from Region order by key",
                        RegionRegister.Row.class)
                .getResultList();
    }

    /** Counts the changes of the directory; 0 before the first. */
    long version() {
        return session.createSelectionQuery("select coalesce(max(version), 0) from DirectoryChange", Long.class)
                .getSingleResult();
    }

    /** A change as its readers see it. */
    record ListedChange(long version, String changedBy, Instant changedAt, DirectoryChange.Part part, String summary) {}

    /** The changes, the newest first, from before one on. */
    List<ListedChange> changes(long before, int limit) {
        return session.createSelectionQuery(
                        "select version, changedBy, changedAt, part, summary from DirectoryChange where version < :before"
                                + " order by version desc",
                        ListedChange.class)
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList();
    }

    boolean hasAuthorities() {
        return !authorities("", 1).isEmpty();
    }

    /** Those of the regions that the register does not have, by key. */
    List<String> unknownRegions(Set<String> keys, int limit) {
        return session.createNativeQuery("""
                        select named.key from unnest(:keys) as named (key)
                        where not exists (select from region where region.key = named.key)
                        order by named.key limit :limit
                        """, String.class)
                .setParameter("keys", keys.toArray(String[]::new))
                .setParameter("limit", limit)
                .getResultList();
    }

    /** The directory as it can be handed in again; without the regions, which are a table of their own. */
    DirectoryDocument document() {
        return new DirectoryDocument(
                null,
                session
                        .createSelectionQuery(
                                "select key, nameDe, nameEn, synonyms, knowledge from PublicService order by key",
                                KnownService.class)
                        .getResultList()
                        .stream()
                        .map(KnownService::entry)
                        .toList(),
                session.createSelectionQuery(
                                "select key, name, mailbox, deputyMailbox, regionKey, contact from Authority where retiredAt is null"
                                        + " order by key",
                                AuthorityEntry.class)
                        .getResultList(),
                competences(),
                session.createSelectionQuery(
                                "select regionKey, executedBy, validFrom, validTo from Cooperation"
                                        + " order by regionKey, executedBy, validFrom",
                                CooperationEntry.class)
                        .getResultList());
    }

    private record KnownService(
            String key,
            String nameDe,
            String nameEn,
            List<String> synonyms,
            @Nullable Knowledge knowledge) {

        ServiceEntry entry() {
            return new ServiceEntry(key, new Name(nameDe, nameEn), synonyms.isEmpty() ? null : synonyms, knowledge);
        }
    }

    private record ListedCompetence(
            String authority,
            String regionKey,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo,
            String service) {

        /** All services that an authority has in a region for the same time are one entry. */
        CompetenceEntry entry() {
            return new CompetenceEntry(authority, regionKey, List.of(), validFrom, validTo);
        }
    }

    private List<CompetenceEntry> competences() {
        return session
                .createSelectionQuery(
                        "select authority, regionKey, validFrom, validTo, service from Competence"
                                + " order by authority, regionKey, validFrom, validTo, service",
                        ListedCompetence.class)
                .getResultList()
                .stream()
                .collect(groupingBy(
                        ListedCompetence::entry, LinkedHashMap::new, mapping(ListedCompetence::service, toList())))
                .entrySet()
                .stream()
                .map(entry -> entry.getKey().with(entry.getValue()))
                .toList();
    }

    /** One replacement at a time; whoever reads sees the old directory until the commit. */
    void lockForReplacement() {
        session.createNativeMutationQuery("lock table authority in share row exclusive mode")
                .executeUpdate();
    }

    /** Those of the regions that competences, cooperations or authorities name, by key. */
    List<String> regionsInUse(Set<String> keys, int limit) {
        return session.createNativeQuery("""
                        select distinct key from (
                            select region_key as key from competence union all
                            select region_key from cooperation union all
                            select region_key from authority where retired_at is null) as used
                        where key = any(:keys) order by key limit :limit
                        """, String.class)
                .setParameter("keys", keys.toArray(String[]::new))
                .setParameter("limit", limit)
                .getResultList();
    }

    void deleteRegions(Set<String> keys) {
        session.createNativeMutationQuery("delete from region where key = any(:keys)")
                .setParameter("keys", keys.toArray(String[]::new))
                .executeUpdate();
    }

    private List<ListedRegion> withSurroundings(List<NamedRegion> found) {
        var around = around(found);
        return found.stream()
                .map(region -> new ListedRegion(
                        region.key(),
                        region.level(),
                        region.name(),
                        region.postalCode(),
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
                        "select key, level, name, postalCode from Region where key in :keys order by key",
                        NamedRegion.class)
                .setParameter("keys", keys)
                .getResultList();
    }
}
