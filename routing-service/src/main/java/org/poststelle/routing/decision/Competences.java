package org.poststelle.routing.decision;

import static java.util.stream.Collectors.toMap;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.Findings.ServiceName;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

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
        return Objects.requireNonNull(on(Set.of(question.service()), question.region(), question.day())
                .get(question.service()));
    }

    /** What bears on each of several services in a region, in as many queries as for one. */
    Map<ServiceKey, Findings> on(Set<ServiceKey> services, RegionalKey region, LocalDate day) {
        var regionName = regionName(region);
        var names = serviceNames(services);
        var competences = competences(services, region);
        var cooperations = cooperations(region, day);
        return services.stream()
                .collect(toMap(
                        Function.identity(),
                        service -> new Findings(
                                regionName,
                                Optional.ofNullable(names.get(service.value())),
                                competences.stream()
                                        .filter(competence -> service.scopes().contains(competence.service()))
                                        .map(competence -> candidate(competence, cooperations))
                                        .toList())));
    }

    /** The name of an authority that may still be chosen. */
    Optional<String> nameOf(String authority) {
        return session.createSelectionQuery(
                        "select name from Authority where key = :key and retiredAt is null", String.class)
                .setParameter("key", authority)
                .uniqueResultOptional();
    }

    private Optional<String> regionName(RegionalKey region) {
        return session.createSelectionQuery("select name from Region where key = :key", String.class)
                .setParameter("key", region.digits())
                .uniqueResultOptional();
    }

    private record NamedService(String key, String german, String english) {}

    private Map<String, ServiceName> serviceNames(Set<ServiceKey> services) {
        return session
                .createSelectionQuery(
                        "select key, nameDe, nameEn from PublicService where key in :keys", NamedService.class)
                .setParameter("keys", services.stream().map(ServiceKey::value).toList())
                .getResultList()
                .stream()
                .collect(toMap(NamedService::key, service -> new ServiceName(service.german(), service.english())));
    }

    private List<Competence> competences(Set<ServiceKey> services, RegionalKey region) {
        return session.createSelectionQuery("""
                        select r.key, r.name, c.service, a.key, a.name, c.validFrom, c.validTo
                        from Competence c
                        join Region r on r.key = c.regionKey
                        join Authority a on a.key = c.authority
                        where c.regionKey in :regions and c.service in :services
                        """, Competence.class)
                .setParameter("regions", region.prefixes())
                .setParameter(
                        "services",
                        services.stream()
                                .flatMap(service -> service.scopes().stream())
                                .distinct()
                                .toList())
                .getResultList();
    }

    /** The cooperations of the region and of those around it that are valid on the day, the nearest first. */
    private List<Cooperation> cooperations(RegionalKey region, LocalDate day) {
        return session
                .createSelectionQuery("""
                        select c.regionKey, c.executedBy, a.name
                        from Cooperation c
                        join Authority a on a.key = c.executedBy
                        where c.regionKey in :regions
                          and (c.validFrom is null or c.validFrom <= :day) and (c.validTo is null or c.validTo >= :day)
                        """, Cooperation.class)
                .setParameter("regions", region.prefixes())
                .setParameter("day", day)
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
