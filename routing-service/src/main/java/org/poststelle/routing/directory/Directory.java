package org.poststelle.routing.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.poststelle.routing.directory.DirectoryDocument.Authority;

/** The directory as it stands. Lists are in the order of their keys and start after a given one. */
@ApplicationScoped
class Directory {

    /** @param within the names of the regions around it, the Land first: they tell namesakes apart */
    record ListedRegion(String key, RegionLevel level, String name, List<String> within) {}

    record ListedService(String key, String nameDe, String nameEn) {}

    /** @param retired whether only decisions of former days still name it */
    record ListedAuthority(String key, String name, String mailbox, String regionKey, boolean retired) {}

    private static final String SELECT_AUTHORITY =
            "select key, name, mailbox, region_key, retired_at is not null as retired from authority ";

    private final Jdbi jdbi;

    Directory(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Puts the document in the place of what there was, all of it or nothing. Authorities that are missing in it are kept as
     * retired, because decisions name them.
     */
    @Transactional
    void replace(DirectoryDocument document, Instant now) {
        jdbi.useHandle(handle -> {
            // one replacement at a time; whoever reads sees the old directory until the commit
            handle.execute("lock table authority in share row exclusive mode");
            handle.execute("delete from cooperation");
            handle.execute("delete from competence");
            handle.execute("delete from region");
            handle.execute("delete from public_service");
            retireOthers(handle, document.authorities(), now);
            insertAll(
                    handle,
                    """
                    insert into authority as known (key, name, mailbox, region_key)
                    values (:key, :name, :mailbox, :regionKey)
                    on conflict (key) do update
                    set name = excluded.name, mailbox = excluded.mailbox, region_key = excluded.region_key,
                        retired_at = null
                    where (known.name, known.mailbox, known.region_key, known.retired_at)
                        is distinct from (excluded.name, excluded.mailbox, excluded.region_key, null)
                    """,
                    document.authorities(),
                    (row, authority) -> row.bind("key", authority.key())
                            .bind("name", authority.name())
                            .bind("mailbox", authority.mailbox())
                            .bind("regionKey", authority.regionKey())
                            .add());
            insertAll(
                    handle,
                    "insert into region (key, level, name) values (:key, :level, :name)",
                    document.regions(),
                    (row, region) -> row.bind("key", region.key())
                            .bind("level", region.level())
                            .bind("name", region.name())
                            .add());
            insertAll(
                    handle,
                    "insert into public_service (key, name_de, name_en) values (:key, :de, :en)",
                    document.services(),
                    (row, service) -> row.bind("key", service.key())
                            .bind("de", service.name().de())
                            .bind("en", service.name().en())
                            .add());
            insertAll(
                    handle,
                    """
                    insert into competence (region_key, service, authority, valid_from, valid_to)
                    select :region, unnest(:services), :authority, :validFrom, :validTo
                    """,
                    document.competences(),
                    (row, competence) -> row.bind("region", competence.regionKey())
                            .bindArray("services", String.class, competence.services())
                            .bind("authority", competence.authority())
                            .bind("validFrom", competence.validFrom())
                            .bind("validTo", competence.validTo())
                            .add());
            insertAll(
                    handle,
                    """
                    insert into cooperation (region_key, executed_by, valid_from, valid_to)
                    values (:region, :executedBy, :validFrom, :validTo)
                    """,
                    document.cooperations(),
                    (row, cooperation) -> row.bind("region", cooperation.regionKey())
                            .bind("executedBy", cooperation.executedBy())
                            .bind("validFrom", cooperation.validFrom())
                            .bind("validTo", cooperation.validTo())
                            .add());
        });
    }

    private static void retireOthers(Handle handle, List<Authority> kept, Instant now) {
        handle.createUpdate("update authority set retired_at = :now where retired_at is null and key <> all (:kept)")
                .bind("now", now)
                .bindArray(
                        "kept", String.class, kept.stream().map(Authority::key).toList())
                .execute();
    }

    private static <T> void insertAll(Handle handle, String sql, List<T> elements, BiConsumer<PreparedBatch, T> add) {
        try (var batch = handle.prepareBatch(sql)) {
            elements.forEach(element -> add.accept(batch, element));
            batch.execute();
        }
    }

    /** @return the authority, retired or not */
    Optional<ListedAuthority> authority(String key) {
        return jdbi.withHandle(handle -> handle.createQuery(SELECT_AUTHORITY + "where key = :key")
                .bind("key", key)
                .map((row, _) -> listedAuthority(row))
                .findOne());
    }

    /** @return the authorities that are not retired */
    List<ListedAuthority> authorities(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        SELECT_AUTHORITY + "where retired_at is null and key > :after order by key limit :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> listedAuthority(row))
                .list());
    }

    List<ListedService> services(String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select key, name_de, name_en from public_service where key > :after order by key limit :limit")
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) ->
                        new ListedService(row.getString("key"), row.getString("name_de"), row.getString("name_en")))
                .list());
    }

    /** @param name how the name of a region begins, in any case; empty for all regions */
    List<ListedRegion> regions(String name, String after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select key, level, name,
                               array(select around.name from region around
                                     where around.key = any (array[left(found.key, 2), left(found.key, 3),
                                                                   left(found.key, 5), left(found.key, 9)])
                                       and around.key <> found.key
                                     order by around.key) as within
                        from region found
                        where lower(name) like lower(:name) || '%' and key > :after
                        order by key
                        limit :limit
                        """)
                .bind("name", name.replaceAll("([\\\\%_])", "\\\\$1"))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, _) -> new ListedRegion(
                        row.getString("key"),
                        RegionLevel.valueOf(row.getString("level")),
                        row.getString("name"),
                        List.of((String[]) row.getArray("within").getArray())))
                .list());
    }

    private static ListedAuthority listedAuthority(ResultSet row) throws SQLException {
        return new ListedAuthority(
                row.getString("key"),
                row.getString("name"),
                row.getString("mailbox"),
                row.getString("region_key"),
                row.getBoolean("retired"));
    }
}
