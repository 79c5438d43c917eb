package org.poststelle.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.routing.SampleDocument;
import org.poststelle.routing.decision.Candidate.Office;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;
import org.poststelle.testenvironment.ServiceEnvironment;

/** Which cooperation the index finds on a day, for identity cards in Konz, where the Verbandsgemeinde is competent. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init")
class CooperationValidityTest {

    private static final String MUNICIPALITY = "072355003068";
    private static final String ASSOCIATION = "072355003";
    private static final String DISTRICT = "07235";
    private static final String LAND = "07";

    private static final String ITSELF = "vg-konz";
    private static final String TRIER = "stadt-trier";
    private static final String MAINZ = "stadt-mainz";
    private static final String DISTRICT_OFFICE = "kreis-trier-saarburg";

    private final SampleDocument directory = SampleDocument.read();

    TokenIssuer issuer;

    @Inject
    CurrentDirectory current;

    @Test
    void cooperationIsValidFromItsFirstToItsLastDay() {
        cooperation(ASSOCIATION, TRIER, "'validFrom':'2026-03-01','validTo':'2026-06-30'");
        directory.load(issuer);

        assertThat(executingOn("2026-02-28")).isEqualTo(ITSELF);
        assertThat(executingOn("2026-03-01")).isEqualTo(TRIER);
        assertThat(executingOn("2026-06-30")).isEqualTo(TRIER);
        assertThat(executingOn("2026-07-01")).isEqualTo(ITSELF);
    }

    @Test
    void cooperationOfOneDayIsValidOnThatDayOnly() {
        cooperation(ASSOCIATION, TRIER, "'validFrom':'2028-02-29','validTo':'2028-02-29'");
        directory.load(issuer);

        assertThat(executingOn("2028-02-28")).isEqualTo(ITSELF);
        assertThat(executingOn("2028-02-29")).isEqualTo(TRIER);
        assertThat(executingOn("2028-03-01")).isEqualTo(ITSELF);
    }

    @Test
    void cooperationWithoutLastDayDoesNotEnd() {
        cooperation(ASSOCIATION, TRIER, "'validFrom':'2026-03-01'");
        directory.load(issuer);

        assertThat(executingOn("2026-02-28")).isEqualTo(ITSELF);
        assertThat(executingOn("2026-03-01")).isEqualTo(TRIER);
        assertThat(executingOn("9999-12-31")).isEqualTo(TRIER);
    }

    @Test
    void cooperationWithoutFirstDayWasAlwaysValid() {
        cooperation(ASSOCIATION, TRIER, "'validTo':'2026-06-30'");
        directory.load(issuer);

        assertThat(executingOn("1000-01-01")).isEqualTo(TRIER);
        assertThat(executingOn("2026-06-30")).isEqualTo(TRIER);
        assertThat(executingOn("2026-07-01")).isEqualTo(ITSELF);
    }

    @Test
    void cooperationWithoutDatesIsValidOnEveryDay() {
        cooperation(ASSOCIATION, TRIER, "'validFrom':null,'validTo':null");
        directory.load(issuer);

        assertThat(executingOn("1000-01-01")).isEqualTo(TRIER);
        assertThat(executingOn("9999-12-31")).isEqualTo(TRIER);
    }

    @Test
    void successiveCooperationsOfOneRegionLeaveNoGap() {
        cooperation(ASSOCIATION, MAINZ, "'validFrom':'2026-07-01'");
        cooperation(ASSOCIATION, TRIER, "'validTo':'2026-06-30'");
        directory.load(issuer);

        assertThat(executingOn("2026-06-30")).isEqualTo(TRIER);
        assertThat(executingOn("2026-07-01")).isEqualTo(MAINZ);
    }

    @Test
    void nearestOfTheCooperationsThatAreValidOnTheDayApplies() {
        // neither the first nor the last of the document is the nearest
        cooperation(DISTRICT, DISTRICT_OFFICE, "'validFrom':'2026-01-01','validTo':'2026-12-31'");
        cooperation(ASSOCIATION, TRIER, "'validFrom':'2026-03-01','validTo':'2026-06-30'");
        cooperation(LAND, MAINZ, "'validTo':'2027-12-31'");
        directory.load(issuer);

        assertThat(executingOn("2025-12-31")).isEqualTo(MAINZ);
        assertThat(executingOn("2026-01-01")).isEqualTo(DISTRICT_OFFICE);
        assertThat(executingOn("2026-02-28")).isEqualTo(DISTRICT_OFFICE);
        assertThat(executingOn("2026-03-01")).isEqualTo(TRIER);
        assertThat(executingOn("2026-06-30")).isEqualTo(TRIER);
        assertThat(executingOn("2026-07-01")).isEqualTo(DISTRICT_OFFICE);
        assertThat(executingOn("2026-12-31")).isEqualTo(DISTRICT_OFFICE);
        assertThat(executingOn("2027-01-01")).isEqualTo(MAINZ);
        assertThat(executingOn("2027-12-31")).isEqualTo(MAINZ);
        assertThat(executingOn("2028-01-01")).isEqualTo(ITSELF);
    }

    @Test
    void cooperationOfASmallerRegionThanTheCompetenceDoesNotApply() {
        cooperation(MUNICIPALITY, TRIER, "'validFrom':'2026-01-01'");
        cooperation(DISTRICT, MAINZ, "'validFrom':'2026-07-01'");
        directory.load(issuer);

        assertThat(executingOn("2026-06-30")).isEqualTo(ITSELF);
        assertThat(executingOn("2026-07-01")).isEqualTo(MAINZ);
    }

    private void cooperation(String region, String executedBy, String dates) {
        directory.with("cooperations", "{'regionKey':'%s','executedBy':'%s',%s}".formatted(region, executedBy, dates));
    }

    /** Who does the work on the day; the Verbandsgemeinde stays legally competent on every day. */
    private String executingOn(String day) {
        var question =
                Question.first(new ServiceKey("99008001012000"), new RegionalKey(MUNICIPALITY), LocalDate.parse(day));
        var candidates = AccessScope.SERVICE.call(() -> QuarkusTransaction.requiringNew()
                .call(() -> current.index().on(question).candidates()));
        assertThat(candidates)
                .extracting(Candidate::legal)
                .extracting(Office::key)
                .containsExactly(ITSELF);
        return candidates.getFirst().executing().key();
    }
}
