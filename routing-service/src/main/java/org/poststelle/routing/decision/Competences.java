package org.poststelle.routing.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.Findings.ServiceName;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** Looks up in the directory what bears on a question. */
@ApplicationScoped
class Competences {

    private final Jdbi jdbi;

    Competences(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Findings on(Question question) {
        return jdbi.withHandle(handle -> new Findings(
                region(handle, question.region()), service(handle, question.service()), candidates(handle, question)));
    }

    /** @return the name of an authority that may still be chosen */
    Optional<String> nameOf(String authority) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select name from authority where key = :key and retired_at is null")
                        .bind("key", authority)
                        .mapTo(String.class)
                        .findOne());
    }

    private static Optional<String> region(Handle handle, RegionalKey key) {
        return handle.createQuery("select name from region where key = :key")
                .bind("key", key.digits())
                .mapTo(String.class)
                .findOne();
    }

    private static Optional<ServiceName> service(Handle handle, ServiceKey key) {
        return handle.createQuery("select name_de, name_en from public_service where key = :key")
                .bind("key", key.value())
                .map((row, _) -> new ServiceName(row.getString("name_de"), row.getString("name_en")))
                .findOne();
    }

    /** A cooperation comes after the competence: it changes who does the work of the region's own authorities, only theirs. */
    private static List<Candidate> candidates(Handle handle, Question question) {
        return handle.createQuery("""
                        select region.key, region.name, competence.service, competence.valid_from, competence.valid_to,
                               legal.key as legal_key, legal.name as legal_name,
                               coalesce(executing.key, legal.key) as executing_key,
                               coalesce(executing.name, legal.name) as executing_name
                        from competence
                        join region on region.key = competence.region_key
                        join authority legal on legal.key = competence.authority
                        left join lateral (
                            select cooperation.executed_by from cooperation
                            where cooperation.region_key = any (:regions)
                              and starts_with(competence.region_key, cooperation.region_key)
                              and :day between coalesce(cooperation.valid_from, '-infinity')
                                           and coalesce(cooperation.valid_to, 'infinity')
                            order by length(cooperation.region_key) desc
                            limit 1) cooperation on true
                        left join authority executing on executing.key = cooperation.executed_by
                        where competence.region_key = any (:regions) and competence.service = any (:services)
                        """)
                .bindArray("regions", String.class, question.region().prefixes())
                .bindArray("services", String.class, question.service().scopes())
                .bind("day", question.day())
                .map((row, _) -> new Candidate(
                        new Area(row.getString("key"), row.getString("name")),
                        row.getString("service"),
                        new Office(row.getString("legal_key"), row.getString("legal_name")),
                        new Office(row.getString("executing_key"), row.getString("executing_name")),
                        row.getObject("valid_from", LocalDate.class),
                        row.getObject("valid_to", LocalDate.class)))
                .list();
    }
}
