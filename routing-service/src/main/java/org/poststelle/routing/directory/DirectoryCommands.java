package org.poststelle.routing.directory;

import static java.util.stream.Collectors.toMap;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.StatelessSession;
import org.poststelle.routing.directory.RegionRegister.Row;

/** What can be done to the directory. */
@ApplicationScoped
@Transactional
class DirectoryCommands {

    /** Enough to see what is missing in the register. */
    private static final int NAMED_IN_USE = 20;

    private final Session session;
    private final StatelessSession rows;
    private final Authorities authorities;
    private final Directory directory;

    DirectoryCommands(Session session, StatelessSession rows, Authorities authorities, Directory directory) {
        this.session = session;
        this.rows = rows;
        this.authorities = authorities;
        this.directory = directory;
    }

    /**
     * Puts the document in the place of what there was, all of it or nothing. Authorities that are missing in it are kept as
     * retired, because decisions name them.
     */
    void replace(DirectoryDocument document, Instant now) {
        directory.lockForReplacement();
        Stream.of("Cooperation", "Competence", "Region", "PublicService")
                .forEach(entity ->
                        session.createMutationQuery("delete from " + entity).executeUpdate());
        replaceAuthorities(document, now);
        rows.insertMultiple(document.regions().stream().map(Region::new).toList());
        rows.insertMultiple(document.services().stream().map(PublicService::new).toList());
        rows.insertMultiple(document.competences().stream()
                .flatMap(entry -> entry.services().stream()
                        .map(service -> new Competence(UuidCreator.getTimeOrderedEpoch(), service, entry)))
                .toList());
        rows.insertMultiple(document.cooperations().stream()
                .map(entry -> new Cooperation(UuidCreator.getTimeOrderedEpoch(), entry))
                .toList());
    }

    /**
     * Puts the register in the place of all regions, or only says what that would change. What lies in the rest of the directory keeps
     * its regions.
     *
     * @throws RegionsInUse when authorities, competences or cooperations name regions that the register does not have
     */
    RegisterChange replaceRegions(RegionRegister register, boolean dryRun) {
        directory.lockForReplacement();
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
        var inUse = directory.regionsInUse(gone.keySet(), NAMED_IN_USE);
        if (!inUse.isEmpty()) {
            throw new RegionsInUse(inUse);
        }
        if (!dryRun) {
            directory.deleteRegions(gone.keySet());
            rows.insertMultiple(added);
            rows.updateMultiple(changed);
        }
        return new RegisterChange(
                !dryRun,
                added.size(),
                changed.size(),
                gone.size(),
                register.rows().size() - added.size() - changed.size());
    }

    /**
     * What a register changes.
     *
     * @param applied whether it was changed, or only looked at
     */
    record RegisterChange(boolean applied, int added, int changed, int removed, int unchanged) {}

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
