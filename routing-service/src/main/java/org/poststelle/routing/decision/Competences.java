package org.poststelle.routing.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.Findings.ServiceName;

/** Looks up in the directory what bears on a question. */
@ApplicationScoped
class Competences {

    private final Session session;

    Competences(Session session) {
        this.session = session;
    }

    private record Competence(
            String regionKey,
            String regionName,
            String service,
            String authority,
            String authorityName,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo) {}

    private record Cooperation(String regionKey, String executedBy, String name) {}

    Findings on(Question question) {
        return new Findings(regionName(question), serviceName(question), candidates(question, cooperations(question)));
    }

    /** The name of an authority that may still be chosen. */
    Optional<String> nameOf(String authority) {
        return session.createSelectionQuery(
                        "select name from Authority where key = :key and retiredAt is null", String.class)
                .setParameter("key", authority)
                .uniqueResultOptional();
    }

    private Optional<String> regionName(Question question) {
        return session.createSelectionQuery("select name from Region where key = :key", String.class)
                .setParameter("key", question.region().digits())
                .uniqueResultOptional();
    }

    private Optional<ServiceName> serviceName(Question question) {
        return session.createSelectionQuery(
                        "select nameDe, nameEn from PublicService where key = :key", ServiceName.class)
                .setParameter("key", question.service().value())
                .uniqueResultOptional();
    }

    private List<Candidate> candidates(Question question, List<Cooperation> cooperations) {
        return session
                .createSelectionQuery("""
                        select r.key, r.name, c.service, a.key, a.name, c.validFrom, c.validTo
                        from Competence c
                        join Region r on r.key = c.regionKey
                        join Authority a on a.key = c.authority
                        where c.regionKey in :regions and c.service in :services
                        """, Competence.class)
                .setParameter("regions", question.region().prefixes())
                .setParameter("services", question.service().scopes())
                .getResultList()
                .stream()
                .map(competence -> candidate(competence, cooperations))
                .toList();
    }

    /** The cooperations of the region and of those around it that are valid on the day, the nearest first. */
    private List<Cooperation> cooperations(Question question) {
        return session
                .createSelectionQuery("""
                        select c.regionKey, c.executedBy, a.name
                        from Cooperation c
                        join Authority a on a.key = c.executedBy
                        where c.regionKey in :regions
                          and (c.validFrom is null or c.validFrom <= :day) and (c.validTo is null or c.validTo >= :day)
                        """, Cooperation.class)
                .setParameter("regions", question.region().prefixes())
                .setParameter("day", question.day())
                .getResultList()
                .stream()
                .sorted(Comparator.<Cooperation>comparingInt(
                                found -> found.regionKey().length())
                        .reversed())
                .toList();
    }

    /** A cooperation comes after the competence: it changes who does the work of the region's own authorities, only theirs. */
    private static Candidate candidate(Competence competence, List<Cooperation> cooperations) {
        var legal = new Office(competence.authority(), competence.authorityName());
        return new Candidate(
                new Area(competence.regionKey(), competence.regionName()),
                competence.service(),
                legal,
                cooperations.stream()
                        .filter(cooperation -> competence.regionKey().startsWith(cooperation.regionKey()))
                        .findFirst()
                        .map(cooperation -> new Office(cooperation.executedBy(), cooperation.name()))
                        .orElse(legal),
                competence.validFrom(),
                competence.validTo());
    }
}
