package org.poststelle.ticket.textmodule;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Page;

/** The text modules, as far as the transaction's access scope may see them: those of one authority. */
@ApplicationScoped
class TextModules implements PanacheRepositoryBase<TextModule, UUID> {

    /**
     * A text module to read.
     *
     * @param serviceKey the service it is for; none for all
     */
    record Listed(
            UUID id,
            @Nullable String serviceKey,
            String title,
            String text,
            long version,
            String changedBy,
            Instant changedAt) {}

    /** A place in the list: after this title and id. */
    private record Place(String title, UUID id) {

        static Place of(Listed module) {
            return new Place(module.title(), module.id());
        }

        /** What {@link #toString} wrote. */
        static Place parse(String cursor) {
            if (cursor.length() < 37 || cursor.charAt(36) != '~') {
                throw new IllegalArgumentException("No place in a list of text modules");
            }
            return new Place(cursor.substring(37), UUID.fromString(cursor.substring(0, 36)));
        }

        @Override
        public String toString() {
            return id + "~" + title;
        }
    }

    /**
     * The text modules of an authority by their titles.
     *
     * @param serviceKey only those for this service or for all
     */
    Page<Listed> page(String authority, @Nullable String serviceKey, int limit, @Nullable String cursor) {
        var after = cursor == null ? null : Page.place(cursor, Place::parse);
        return Page.of(
                of(authority, serviceKey, after, limit + 1),
                limit,
                module -> Place.of(module).toString());
    }

    private List<Listed> of(String authority, @Nullable String serviceKey, @Nullable Place after, int limit) {
        var query = getSession()
                .createSelectionQuery(
                        "select id, serviceKey, title, text, version, changedBy, changedAt from TextModule "
                                + "where authority = :authority "
                                + (serviceKey == null ? "" : "and (serviceKey is null or serviceKey = :serviceKey) ")
                                + (after == null ? "" : "and (title, id) > (:title, :id) ")
                                + "order by title, id",
                        Listed.class)
                .setParameter("authority", authority)
                .setMaxResults(limit);
        if (serviceKey != null) {
            query.setParameter("serviceKey", serviceKey);
        }
        if (after != null) {
            query.setParameter("title", after.title()).setParameter("id", after.id());
        }
        return query.getResultList();
    }

    /** Reads one of the authority for a change. */
    Optional<TextModule> lock(UUID id, String authority) {
        return find("id = ?1 and authority = ?2", id, authority)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Whether another one of the authority for the same service has the title. */
    boolean isTaken(String title, @Nullable String serviceKey, String authority, UUID id) {
        return count(
                        "authority = ?1 and title = ?2 and serviceKey is not distinct from ?3 and id <> ?4",
                        authority,
                        title,
                        serviceKey,
                        id)
                > 0;
    }
}
