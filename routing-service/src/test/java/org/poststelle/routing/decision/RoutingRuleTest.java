package org.poststelle.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.poststelle.routing.decision.Decision.Reason.*;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.poststelle.routing.decision.Candidate.Area;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.Decision.Undecided;
import org.poststelle.routing.decision.Explanation.Code;
import org.poststelle.routing.decision.Findings.ServiceName;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** The rule of competence, without a directory around it. */
class RoutingRuleTest {

    private static final RoutingRule RULE = new RoutingRule(4);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
    private static final ServiceKey RENEWAL = new ServiceKey("99108048020000");
    private static final RegionalKey KONZ = new RegionalKey("072355003068");

    @Test
    void theNearestRegionCountsBeforeTheMoreSpecificService() {
        var decision = decide(
                competence("land", "07", "99108048020000"),
                competence("district", "07235", "99108048000000"),
                competence("association", "072355003", "99108"));

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decided.class,
                        decided -> assertThat(decided.authority()).isEqualTo("association"));
    }

    @Test
    void inOneRegionTheMostSpecificServiceCounts() {
        var decision = decide(
                competence("group", "07235", "99108"),
                competence("object", "07235", "99108048000000"),
                competence("action", "07235", "99108048020000"));

        assertThat(authority(decision)).isEqualTo("action");
    }

    @Test
    void aDetailOfAnActionBelongsToWhoeverHasTheAction() {
        var foreignLicence = new Question(new ServiceKey("99108047050002"), KONZ, DAY, 1, Set.of(), null);

        var decision = RULE.decide(
                foreignLicence,
                findings(
                        competence("object", "07235", "99108047000000"),
                        competence("action", "07235", "99108047050000")));

        assertThat(authority(decision)).isEqualTo("action");
    }

    @Test
    void twoAuthoritiesOfTheSameRankAreLeftToACoordinator() {
        var decision = decide(competence("one", "07235", "99108"), competence("other", "07235", "99108"));

        assertThat(reason(decision)).isEqualTo(AMBIGUOUS);
        assertThat(codes(decision)).endsWith(Code.AMBIGUOUS);
    }

    @Test
    void whoIsLegallyResponsibleIsNotDrawnByLotsEither() {
        var decision = decide(
                new Candidate(area("07235"), "99108", office("one"), office("executing"), null, null),
                new Candidate(area("07235"), "99108", office("other"), office("executing"), null, null));

        assertThat(reason(decision)).isEqualTo(AMBIGUOUS);
        assertThat(decision.explanation().inWords(Locale.ENGLISH).getLast()).contains("Office one", "Office other");
    }

    @Test
    void aFartherCompetenceDoesNotBreakATie() {
        var decision = decide(
                competence("one", "07235", "99108"),
                competence("other", "07235", "99108"),
                competence("one", "07", "99108"));

        assertThat(reason(decision)).isEqualTo(AMBIGUOUS);
    }

    @Test
    void anAuthorityThatIsNamedTwiceIsNotAmbiguous() {
        var decision = decide(competence("one", "07235", "99108"), competence("one", "07235", "99108"));

        assertThat(authority(decision)).isEqualTo("one");
    }

    @Test
    void withoutACompetenceNobodyIsChosen() {
        assertThat(reason(decide())).isEqualTo(NO_COMPETENCE);
    }

    @Test
    void anUnknownPlaceIsSaidToBeUnknown() {
        var decision = RULE.decide(first(), new Findings(Optional.empty(), serviceName(), List.of()));

        assertThat(reason(decision)).isEqualTo(UNKNOWN_REGION);
    }

    @Test
    void anUnknownServiceIsSaidToBeUnknown() {
        var decision = RULE.decide(first(), new Findings(Optional.of("Konz"), Optional.empty(), List.of()));

        assertThat(reason(decision)).isEqualTo(UNKNOWN_SERVICE);
    }

    @Test
    void competenceForAGroupHoldsForServicesThatNobodyListed() {
        var group = new Candidate(area("07235"), "99108", office("kreis"), office("kreis"), null, null);
        var decision = RULE.decide(first(), new Findings(Optional.of("Konz"), Optional.empty(), List.of(group)));

        assertThat(authority(decision)).isEqualTo("kreis");
    }

    @Test
    void aCompetenceHoldsFromItsFirstToItsLastDay() {
        var only = new Candidate(area("07235"), "99108", office("kreis"), office("kreis"), DAY, DAY);

        assertThat(authority(RULE.decide(on(DAY), findings(only)))).isEqualTo("kreis");
        assertThat(reason(RULE.decide(on(DAY.minusDays(1)), findings(only)))).isEqualTo(NO_COMPETENCE);
        assertThat(reason(RULE.decide(on(DAY.plusDays(1)), findings(only)))).isEqualTo(NO_COMPETENCE);
    }

    @Test
    void whoHandedTheTicketBackIsNotAskedAgain() {
        var decision = RULE.decide(
                again(Set.of("association"), null),
                findings(competence("association", "072355003", "99108"), competence("district", "07235", "99108")));

        assertThat(authority(decision)).isEqualTo("district");
        assertThat(codes(decision)).contains(Code.RETURNED_BEFORE);
    }

    @Test
    void whenTheOnlyCompetentAuthorityHandsTheTicketBackACoordinatorDecides() {
        var decision = RULE.decide(again(Set.of("district"), null), findings(competence("district", "07235", "99108")));

        assertThat(reason(decision)).isEqualTo(NO_COMPETENCE);
    }

    @Test
    void aProposedAuthorityGoesFirstWhenItIsCompetentItself() {
        var decision = RULE.decide(
                again(Set.of("association"), "land"),
                findings(
                        competence("association", "072355003", "99108"),
                        competence("district", "07235", "99108"),
                        competence("land", "07", "99108")));

        assertThat(authority(decision)).isEqualTo("land");
        assertThat(codes(decision)).contains(Code.PROPOSAL_CONFIRMED);
    }

    @Test
    void aProposalTheDirectoryDoesNotConfirmIsOnlyMentioned() {
        var decision = RULE.decide(
                again(Set.of("association"), "somebody-else"), findings(competence("district", "07235", "99108")));

        assertThat(authority(decision)).isEqualTo("district");
        assertThat(codes(decision)).contains(Code.PROPOSAL_UNCONFIRMED);
    }

    @Test
    void aProposalToAskSomeoneWhoHandedItBackIsNotFollowed() {
        var decision = RULE.decide(
                again(Set.of("association", "district"), "association"),
                findings(competence("association", "072355003", "99108"), competence("district", "07235", "99108")));

        assertThat(reason(decision)).isEqualTo(NO_COMPETENCE);
    }

    @Test
    void afterTheFourthForwardingACoordinatorDecides() {
        var candidates = findings(competence("district", "07235", "99108"));

        assertThat(authority(RULE.decide(new Question(RENEWAL, KONZ, DAY, 4, Set.of(), null), candidates)))
                .isEqualTo("district");
        assertThat(reason(RULE.decide(new Question(RENEWAL, KONZ, DAY, 5, Set.of(), null), candidates)))
                .isEqualTo(TOO_MANY_HOPS);
    }

    @Test
    void anExecutingAuthorityThatHandedTheTicketBackIsNotAskedAgainInAnothersName() {
        var cooperation = new Candidate(area("07235"), "99108", office("legal"), office("executing"), null, null);

        assertThat(reason(RULE.decide(again(Set.of("executing"), "legal"), findings(cooperation))))
                .isEqualTo(NO_COMPETENCE);
    }

    /** Whatever competences there are and in whatever order the database returns them. */
    @RepeatedTest(200)
    void noCandidateIsNearerOrAsNearAndMoreSpecificThanTheChosenOne(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var candidates = new ArrayList<Candidate>();
        for (var region : KONZ.prefixes()) {
            for (var scope : RENEWAL.scopes()) {
                if (random.nextInt(3) == 0) {
                    candidates.add(competence("a" + random.nextInt(3), region, scope));
                }
            }
        }
        Collections.shuffle(candidates, random);

        var decision = decide(candidates.toArray(Candidate[]::new));

        var nearest = candidates.stream()
                .mapToInt(candidate -> candidate.area().key().length())
                .max();
        var expected = candidates.stream()
                .filter(candidate -> candidate.area().key().length() == nearest.orElseThrow())
                .min((one, other) ->
                        RENEWAL.scopes().indexOf(one.scope()) - RENEWAL.scopes().indexOf(other.scope()));
        if (expected.isPresent()) {
            assertThat(authority(decision)).isEqualTo(expected.get().executing().key());
        } else {
            assertThat(reason(decision)).isEqualTo(NO_COMPETENCE);
        }
    }

    private static Decision decide(Candidate... candidates) {
        return RULE.decide(first(), findings(candidates));
    }

    private static Question first() {
        return on(DAY);
    }

    private static Question on(LocalDate day) {
        return Question.first(RENEWAL, KONZ, day);
    }

    private static Question again(Set<String> returnedBy, @Nullable String proposed) {
        return new Question(RENEWAL, KONZ, DAY, returnedBy.size() + 1, returnedBy, proposed);
    }

    private static Candidate competence(String authority, String region, String scope) {
        return new Candidate(area(region), scope, office(authority), office(authority), null, null);
    }

    private static Area area(String key) {
        return new Area(key, "Area " + key);
    }

    private static Office office(String key) {
        return new Office(key, "Office " + key);
    }

    private static Findings findings(Candidate... candidates) {
        return new Findings(Optional.of("Konz"), serviceName(), List.of(candidates));
    }

    private static Optional<ServiceName> serviceName() {
        return Optional.of(new ServiceName("Führerschein verlängern", "Renewal of a driving licence"));
    }

    private static String authority(Decision decision) {
        assertThat(decision).isInstanceOf(Decided.class);
        return ((Decided) decision).authority();
    }

    private static Reason reason(Decision decision) {
        assertThat(decision).isInstanceOf(Undecided.class);
        return ((Undecided) decision).reason();
    }

    private static List<Code> codes(Decision decision) {
        return decision.explanation().steps().stream()
                .map(Explanation.Step::code)
                .toList();
    }
}
