package org.poststelle.routing.decision;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.SampleDocument;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.Findings.ServiceName;

/** The directory of the local stack, searched in memory as plainly as its description reads. */
final class SampleDirectory {

    private final JsonNode document;
    private final Map<String, Office> offices;

    private SampleDirectory(JsonNode document) {
        this.document = document;
        this.offices = document.get("authorities")
                .valueStream()
                .map(authority -> new Office(text(authority, "key"), text(authority, "name")))
                .collect(toMap(Office::key, office -> office));
    }

    static SampleDirectory read() {
        return new SampleDirectory(SampleDocument.read().json);
    }

    Findings on(Question question) {
        return new Findings(
                find("regions", question.region().digits()).map(region -> text(region, "name")),
                find("services", question.service().value())
                        .map(service ->
                                new ServiceName(text(service.get("name"), "de"), text(service.get("name"), "en"))),
                candidates(question));
    }

    private Optional<JsonNode> find(String list, String key) {
        return document.get(list)
                .valueStream()
                .filter(element -> text(element, "key").equals(key))
                .findFirst();
    }

    private List<Candidate> candidates(Question question) {
        return document.get("competences")
                .valueStream()
                .filter(competence -> question.region().digits().startsWith(text(competence, "regionKey")))
                .flatMap(competence -> competence
                        .get("services")
                        .valueStream()
                        .map(JsonNode::asText)
                        .filter(question.service().scopes()::contains)
                        .map(scope -> candidate(competence, scope, question.day())))
                .toList();
    }

    private Candidate candidate(JsonNode competence, String scope, LocalDate day) {
        var region = text(competence, "regionKey");
        var legal = office(text(competence, "authority"));
        var executing = document.get("cooperations")
                .valueStream()
                .filter(cooperation -> region.startsWith(text(cooperation, "regionKey")))
                .filter(cooperation -> !day.isBefore(LocalDate.parse(text(cooperation, "validFrom"))))
                .map(cooperation -> office(text(cooperation, "executedBy")))
                .findFirst();
        return new Candidate(
                new Area(region, text(find("regions", region).orElseThrow(), "name")),
                scope,
                legal,
                executing.orElse(legal),
                day(competence, "validFrom"),
                day(competence, "validTo"));
    }

    private Office office(String key) {
        return Optional.ofNullable(offices.get(key)).orElseThrow();
    }

    private static @Nullable LocalDate day(JsonNode element, String field) {
        return element.has(field) ? LocalDate.parse(text(element, field)) : null;
    }

    private static String text(JsonNode element, String field) {
        return element.get(field).asText();
    }
}
