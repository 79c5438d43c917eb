package org.poststelle.routing.directory;

import static java.util.stream.Collectors.toMap;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.poststelle.routing.directory.DirectoryChange.Part;
import org.poststelle.routing.directory.RegionRegister.Row;

/** What can be done to the directory. */
@ApplicationScoped
@Transactional
public class DirectoryCommands {

    /** Enough to see what is missing in the register. */
    private static final int NAMED_AT_MOST = 20;

    private final Session session;
    private final StatelessSession rows;
    private final Authorities authorities;
    private final Directory directory;
    private final DirectoryVersions versions;

    DirectoryCommands(
            Session session,
            StatelessSession rows,
            Authorities authorities,
            Directory directory,
            DirectoryVersions versions) {
        this.session = session;
        this.rows = rows;
        this.authorities = authorities;
        this.directory = directory;
        this.versions = versions;
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
        Stream.of("Cooperation", "Competence", "PublicService")
                .forEach(entity ->
                        session.createMutationQuery("delete from " + entity).executeUpdate());
        replaceAuthorities(document, order.at());
        if (document.regions() != null) {
            session.createMutationQuery("delete from Region").executeUpdate();
            rows.insertMultiple(document.regions().stream().map(Region::new).toList());
        }
        rows.insertMultiple(document.services().stream().map(PublicService::new).toList());
        rows.insertMultiple(document.competences().stream()
                .flatMap(entry -> entry.services().stream()
                        .map(service -> new Competence(UuidCreator.getTimeOrderedEpoch(), service, entry)))
                .toList());
        rows.insertMultiple(document.cooperations().stream()
                .map(entry -> new Cooperation(UuidCreator.getTimeOrderedEpoch(), entry))
                .toList());
        record(new DirectoryChange(version, order.user(), order.at(), Part.DIRECTORY, document.summary()));
        return version;
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
