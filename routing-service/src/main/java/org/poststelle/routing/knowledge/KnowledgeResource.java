package org.poststelle.routing.knowledge;

import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.CallerLanguage;
import org.poststelle.rest.PlainText;
import org.poststelle.rest.Role;
import org.poststelle.routing.decision.Decision;
import org.poststelle.routing.decision.RoutingCommands;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;
import org.poststelle.routing.knowledge.KnownServices.Hit;
import org.poststelle.routing.knowledge.KnownServices.KnownAuthority;
import org.poststelle.routing.knowledge.KnownServices.KnownService;

/** What is known about public services, and who is responsible for them where the citizen lives. */
@Path("/api/v1/knowledge")
@Produces(MediaType.APPLICATION_JSON)
class KnowledgeResource {

    private final KnownServices services;
    private final RoutingCommands routing;
    private final CallerLanguage language;

    KnowledgeResource(KnownServices services, RoutingCommands routing, CallerLanguage language) {
        this.services = services;
        this.routing = routing;
        this.language = language;
    }

    /** What fits best, first; there is no second page. */
    record Found(List<KnowledgeView> items) {}

    /**
     * Searches in everything that is known about services: names, synonyms, texts and documents, in any German form, and with typing
     * mistakes in names. The best come first.
     *
     * @param question as the citizen puts it, such as {@code perso abgelaufen}
     * @param region where the citizen lives: then each service says who is responsible
     */
    @GET
    @RolesAllowed({Role.AGENT, Role.COORDINATOR, Role.CLERK})
    @Transactional
    public Found searchKnowledge(
            @QueryParam("q") @NotBlank @PlainText @Size(max = 200) String question,
            @QueryParam("region") @Nullable @Pattern(regexp = RegionalKey.PATTERN) String region,
            @QueryParam("limit") @DefaultValue("5") @Min(1) @Max(20) int limit) {
        var hits = services.search(question, limit);
        var known = services.find(hits.stream().map(Hit::key).toList()).stream()
                .collect(Collectors.toMap(KnownService::key, Function.identity()));
        var responsible = responsible(known.keySet(), region);
        return new Found(hits.stream()
                .map(hit -> KnowledgeView.found(
                        Objects.requireNonNull(known.get(hit.key())),
                        hit.highlight(),
                        responsible.get(hit.key()),
                        language.get()))
                .toList());
    }

    /** Everything that is known about a service, and who is responsible for it in a region. */
    @GET
    @Path("{service}")
    @RolesAllowed({Role.AGENT, Role.COORDINATOR, Role.CLERK})
    @Transactional
    public KnowledgeView readKnowledge(
            @PlainText String service,
            @QueryParam("region") @Nullable @Pattern(regexp = RegionalKey.PATTERN) String region) {
        var known = services.find(List.of(service)).stream().findFirst().orElseThrow(NotFoundException::new);
        return KnowledgeView.full(known, responsible(Set.of(service), region).get(service), language.get());
    }

    private Map<String, Responsibility> responsible(Set<String> keys, @Nullable String region) {
        if (region == null || keys.isEmpty()) {
            return Map.of();
        }
        var decisions =
                routing.dryRun(keys.stream().map(ServiceKey::new).collect(Collectors.toSet()), new RegionalKey(region));
        var named = decisions.values().stream()
                .flatMap(decision -> decision instanceof Decision.Decided decided
                        ? Stream.of(decided.authority(), decided.legalAuthority())
                        : Stream.empty())
                .collect(Collectors.toSet());
        var authorities = services.authorities(named).stream()
                .collect(Collectors.toMap(KnownAuthority::key, Function.identity()));
        return decisions.entrySet().stream()
                .collect(Collectors.toMap(
                        decision -> decision.getKey().value(),
                        decision -> Responsibility.of(decision.getValue(), authorities)));
    }
}
