package org.poststelle.routing.decision;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static org.poststelle.routing.decision.Explanation.Code.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.Decision.Undecided;
import org.poststelle.routing.decision.Explanation.Code;
import org.poststelle.routing.decision.Explanation.Step;

/**
 * The rule of competence: of all competences that are valid on the day and whose authority has not returned the ticket,
 * those of the nearest region count, and of these the ones for the most specific service. It decides only where they name
 * one authority; everything else is left to a coordinator, there is no default.
 *
 * <p>An authority that was proposed by the one returning the ticket goes first, provided the directory confirms its competence.
 *
 * @param maxHops how often a ticket may be forwarded before a coordinator has to look at it
 */
record RoutingRule(int maxHops) {

    Decision decide(Question question, Findings found) {
        return new Deliberation(question, found).decide();
    }

    private final class Deliberation {

        private final Question question;
        private final Findings found;
        private final List<Step> steps = new ArrayList<>();

        Deliberation(Question question, Findings found) {
            this.question = question;
            this.found = found;
        }

        Decision decide() {
            if (question.hop() > maxHops) {
                return undecided(Reason.TOO_MANY_HOPS, TOO_MANY_HOPS, maxHops);
            }
            if (found.region().isEmpty()) {
                return undecided(
                        Reason.UNKNOWN_REGION, REGION_UNKNOWN, question.region().digits());
            }
            note(REGION_FOUND, question.region().digits(), found.region().get());
            var key = question.service().value();
            if (found.service().isPresent()) {
                note(
                        SERVICE_FOUND,
                        key,
                        found.service().get().german(),
                        found.service().get().english());
            } else if (found.candidates().isEmpty()) {
                return undecided(Reason.UNKNOWN_SERVICE, SERVICE_UNKNOWN, key);
            } else {
                note(SERVICE_UNLISTED, key);
            }

            var eligible = found.candidates().stream()
                    .sorted(nearestAndMostSpecificFirst())
                    .filter(this::isEligible)
                    .toList();
            return proposed(eligible).orElseGet(() -> best(eligible));
        }

        private Comparator<Candidate> nearestAndMostSpecificFirst() {
            var regions = question.region().prefixes();
            var scopes = question.service().scopes();
            return Comparator.<Candidate>comparingInt(
                            candidate -> regions.indexOf(candidate.area().key()))
                    .thenComparingInt(candidate -> scopes.indexOf(candidate.scope()))
                    .thenComparing(comparing(candidate -> candidate.executing().key()));
        }

        private boolean isEligible(Candidate candidate) {
            if (!candidate.isValidOn(question.day())) {
                note(
                        NOT_VALID_ON_THIS_DAY,
                        candidate.legal().name(),
                        candidate.scope(),
                        candidate.area().name());
                return false;
            }
            if (question.returnedBy().contains(candidate.executing().key())) {
                note(RETURNED_BEFORE, candidate.executing().name());
                return false;
            }
            return true;
        }

        private Optional<Decision> proposed(List<Candidate> eligible) {
            var proposed = question.proposed();
            if (proposed == null) {
                return Optional.empty();
            }
            var confirmed = eligible.stream()
                    .filter(candidate -> candidate.concerns(proposed))
                    .findFirst();
            confirmed.ifPresentOrElse(
                    candidate -> note(PROPOSAL_CONFIRMED, candidate.executing().name()),
                    () -> note(PROPOSAL_UNCONFIRMED, proposed));
            return confirmed.map(this::decided);
        }

        private Decision best(List<Candidate> eligible) {
            if (eligible.isEmpty()) {
                return undecided(Reason.NO_COMPETENCE, NO_COMPETENCE);
            }
            var first = eligible.getFirst();
            var equals = eligible.stream()
                    .filter(candidate -> candidate.hasRankOf(first))
                    .toList();
            if (equals.stream().anyMatch(candidate -> !candidate.isForTheSameAs(first))) {
                var names = equals.stream()
                        .map(candidate -> candidate.legal().name())
                        .distinct()
                        .collect(joining(", "));
                return undecided(Reason.AMBIGUOUS, AMBIGUOUS, names);
            }
            note(NEAREST_AND_MOST_SPECIFIC);
            return decided(first);
        }

        private Decision decided(Candidate candidate) {
            note(
                    COMPETENT,
                    candidate.legal().name(),
                    candidate.scope(),
                    candidate.area().name());
            if (candidate.isCooperation()) {
                note(
                        COOPERATION,
                        candidate.executing().name(),
                        candidate.legal().name());
            }
            return new Decided(candidate.executing().key(), candidate.legal().key(), new Explanation(steps));
        }

        private Decision undecided(Reason reason, Code code, Object... values) {
            note(code, values);
            return new Undecided(reason, new Explanation(steps));
        }

        private void note(Code code, Object... values) {
            steps.add(Step.of(code, values));
        }
    }
}
