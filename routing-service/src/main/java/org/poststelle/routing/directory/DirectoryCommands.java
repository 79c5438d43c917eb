package org.poststelle.routing.directory;

import static java.util.stream.Collectors.toMap;

import com.github.f4b6a3.uuid.UuidCreator;
import io.quarkus.narayana.jta.runtime.TransactionConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.poststelle.routing.directory.DirectoryChange.Part;
import org.poststelle.routing.directory.PartChange.Difference;
import org.poststelle.routing.directory.RegionRegister.Row;

/** What can be done to the directory. */
@ApplicationScoped
@Transactional
public class DirectoryCommands {

    /** Enough to see what is missing in the register. */
    private static final int NAMED_AT_MOST = 20;

    /** A table of 100,000 rows takes longer than other transactions. */
    private static final int SECONDS_FOR_A_TABLE = 60;

    private static final int INSERT_BATCH = 1_000;

    private final Session session;
    private final StatelessSession rows;
    private final Authorities authorities;
    private final Directory directory;
    private final DirectoryVersions versions;
    private final PartCheck check;

    DirectoryCommands(
            Session session,
            StatelessSession rows,
            Authorities authorities,
            Directory directory,
            DirectoryVersions versions,
            PartCheck check) {
        this.session = session;
        this.rows = rows;
        this.authorities = authorities;
        this.directory = directory;
        this.versions = versions;
        this.check = check;
    }

    /**
     * Who wants a change, and what they know.
     *
     * @param user the administrator
     * @param known the version they saw, or nothing when any will do
     */
    public record Order(String user, OptionalLong known, Instant at) {}

    /**
     * Puts the document in the place of what there was, all of it or nothing. Authorities that are missing in it are kept as
     * retired, because decisions name them. A document without regions leaves the register as it is.
     *
     * @param mayEmpty whether it is meant that a document has no authorities
     * @return the version of the directory from then on
     * @throws DirectoryRefusal when it was changed meanwhile, would be empty, or regions are missing
     */
    public long replace(DirectoryDocument document, boolean mayEmpty, Order order) {
        directory.lockForReplacement();
        var version = next(order);
        if (document.authorities().isEmpty() && !mayEmpty && directory.hasAuthorities()) {
            throw new DirectoryRefusal.WouldEmpty();
        }
        if (document.regions() == null) {
            var unknown = directory.unknownRegions(document.regionsNamed(), NAMED_AT_MOST);
            if (!unknown.isEmpty()) {
                throw new DirectoryRefusal.UnknownRegions(unknown);
            }
        }
        delete("Cooperation");
        delete("Competence");
        delete("PublicService");
        replaceAuthorities(document, order.at());
        if (document.regions() != null) {
            delete("Region");
            insert(document.regions(), Region::new);
        }
        insertServices(document);
        insertCompetences(document);
        insertCooperations(document);
        record(new DirectoryChange(version, order.user(), order.at(), Part.DIRECTORY, document.summary()));
        return version;
    }

    /**
     * Puts the entries of a table in the place of those of its part, or only says what that would change. What is said of the document
     * holds for the directory with these entries. The same table again is no change.
     *
     * @param mayEmpty whether it is meant that there are no authorities then
     * @throws DirectoryRefusal when rows do not fit, the directory was changed meanwhile or would be empty
     */
    @Transactional
    @TransactionConfiguration(timeout = SECONDS_FOR_A_TABLE)
    <E> PartChange replacePart(PartRegister<E> register, boolean mayEmpty, boolean dryRun, Order order) {
        directory.lockForReplacement();
        var version = next(order);
        var table = register.table();
        var before = directory.document();
        var after = table.with().apply(before, register.entries());
        if (after.authorities().isEmpty() && !before.authorities().isEmpty() && !mayEmpty) {
            throw new DirectoryRefusal.WouldEmpty();
        }
        var faults = check.faults(register, after);
        if (!faults.isEmpty()) {
            throw new DirectoryRefusal.InvalidRows(faults);
        }
        var difference = Difference.between(table.rows(table.of().apply(before)), table.rows(register.entries()));
        if (dryRun || difference.isNone()) {
            return difference.at(version - 1, !dryRun);
        }
        var merged = table.with().apply(before, table.merge().apply(register.entries()));
        switch (table.part()) {
            case SERVICES -> {
                delete("PublicService");
                insertServices(merged);
            }
            case AUTHORITIES -> replaceAuthorities(merged, order.at());
            case COMPETENCES -> {
                delete("Competence");
                insertCompetences(merged);
            }
            case COOPERATIONS -> {
                delete("Cooperation");
                insertCooperations(merged);
            }
            case DIRECTORY, REGIONS -> throw new IllegalArgumentException(table.part() + " has no table of this kind");
        }
        record(new DirectoryChange(version, order.user(), order.at(), table.part(), difference.summary()));
        return difference.at(version, true);
    }

    private void delete(String entity) {
        session.createMutationQuery("delete from " + entity).executeUpdate();
    }

    private void insertServices(DirectoryDocument document) {
        insert(document.services(), PublicService::new);
    }

    private void insertCompetences(DirectoryDocument document) {
        insert(
                document.competences().stream()
                        .flatMap(entry -> entry.services().stream().map(service -> entry.with(List.of(service))))
                        .toList(),
                entry -> new Competence(
                        UuidCreator.getTimeOrderedEpoch(), entry.services().getFirst(), entry));
    }

    private void insertCooperations(DirectoryDocument document) {
        insert(document.cooperations(), entry -> new Cooperation(UuidCreator.getTimeOrderedEpoch(), entry));
    }

    /** In batches, each of which is well within the limits of a statement. */
    private <E> void insert(List<E> entries, Function<E, ?> entity) {
        for (int from = 0; from < entries.size(); from += INSERT_BATCH) {
            rows.insertMultiple(entries.subList(from, Math.min(from + INSERT_BATCH, entries.size())).stream()
                    .map(entity)
                    .toList());
        }
    }

    private void record(DirectoryChange change) {
        rows.insert(change);
        versions.changed(change.version());
    }

    /** The version that comes after the one that the order knows. */
    private long next(Order order) {
        var current = directory.version();
        if (order.known().isPresent() && order.known().getAsLong() != current) {
            throw new DirectoryRefusal.Stale(order.known().getAsLong(), current);
        }
        return current + 1;
    }

    /**
     * Puts the register in the place of all regions, or only says what that would change. What lies in the rest of the directory keeps
     * its regions. The same register again is no change.
     *
     * @throws DirectoryRefusal when authorities, competences or cooperations name regions that the register does not have, or the
     *     directory was changed meanwhile
     */
    RegisterChange replaceRegions(RegionRegister register, boolean dryRun, Order order) {
        directory.lockForReplacement();
        var version = next(order);
        var gone = directory.register().stream().collect(toMap(Row::key, Function.identity()));
        var added = new ArrayList<Region>();
        var changed = new ArrayList<Region>();
        for (var row : register.rows()) {
            var known = gone.remove(row.key());
            if (known == null) {
                added.add(new Region(row));
            } else if (!known.equals(row)) {
                changed.add(new Region(row));
            }
        }
        var inUse = directory.regionsInUse(gone.keySet(), NAMED_AT_MOST);
        if (!inUse.isEmpty()) {
            throw new DirectoryRefusal.RegionsInUse(inUse);
        }
        var changes = !(added.isEmpty() && changed.isEmpty() && gone.isEmpty());
        if (!dryRun && changes) {
            directory.deleteRegions(gone.keySet());
            rows.insertMultiple(added);
            rows.updateMultiple(changed);
            var summary = "%d added, %d changed, %d removed".formatted(added.size(), changed.size(), gone.size());
            record(new DirectoryChange(version, order.user(), order.at(), Part.REGIONS, summary));
        }
        return new RegisterChange(
                !dryRun,
                added.size(),
                changed.size(),
                gone.size(),
                register.rows().size() - added.size() - changed.size(),
                !dryRun && changes ? version : version - 1);
    }

    /**
     * What a register changes.
     *
     * @param applied whether it was changed, or only looked at
     * @param version of the directory from then on
     */
    record RegisterChange(boolean applied, int added, int changed, int removed, int unchanged, long version) {}

    private void replaceAuthorities(DirectoryDocument document, Instant now) {
        var known = authorities.lockAll();
        for (var entry : document.authorities()) {
            var authority = known.remove(entry.key());
            if (authority == null) {
                authorities.persist(new Authority(entry));
            } else {
                authority.follow(entry);
            }
        }
        known.values().forEach(dropped -> dropped.retire(now));
        authorities.flush();
    }
}
