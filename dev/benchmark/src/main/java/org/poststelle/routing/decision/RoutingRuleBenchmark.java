package org.poststelle.routing.decision;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.Findings.ServiceName;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** The rule of competence on what the directory has found. Lies in this package because the rule is not public. */
@State(Scope.Thread)
public class RoutingRuleBenchmark {

    private final RoutingRule rule = new RoutingRule(4);
    private final Question question = new Question(
            new ServiceKey("99108048020000"),
            new RegionalKey("072355003068"),
            LocalDate.of(2026, 11, 23),
            2,
            Set.of("association"),
            null);
    private final Findings found = new Findings(
            Optional.of("Konz"),
            Optional.of(new ServiceName("Führerschein umtauschen", "Exchange a driving licence")),
            List.of(
                    competence("land", "07", "99108048020000"),
                    competence("district", "07235", "99108048000000"),
                    competence("district-office", "07235", "99108"),
                    competence("association", "072355003", "99108")));

    private static Candidate competence(String authority, String area, String scope) {
        var office = new Office(authority, "Authority " + authority);
        return new Candidate(new Area(area, "Region " + area), scope, office, office, null, null);
    }

    /** Four candidates, one of which has returned the ticket. */
    @Benchmark
    public Decision decide() {
        return rule.decide(question, found);
    }
}
