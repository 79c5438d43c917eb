package org.poststelle.routing.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.Decision.Undecided;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;

/** Who is asked in the places where the service centres began. */
class FoundingScenariosTest {

    private static final SampleDirectory DIRECTORY = SampleDirectory.read();
    private static final RoutingRule RULE = new RoutingRule(4);

    private static final String IDENTITY_CARD = "99008001012000";
    private static final String PASSPORT = "99085001000000";
    private static final String BUSINESS = "99050012104000";
    private static final String VEHICLE_TRANSFER = "99036008071000";
    private static final String VEHICLE_DEREGISTRATION = "99036008003000";
    private static final String LICENCE_RENEWAL = "99108048020000";
    private static final String HOUSING_BENEFIT = "99107023037000";
    private static final String ELTERNGELD = "local:elterngeld";

    @Nested
    class InTrierAndAroundIt {

        private static final String TRIER = "072110000000";
        private static final String KONZ = "072355003068";
        private static final String SAARBURG = "072355008118";

        @Test
        void theVerbandsgemeindeIssuesAnIdentityCardInKonz() {
            assertThat(who(IDENTITY_CARD, KONZ)).isEqualTo("vg-konz");
        }

        @Test
        void theKreisRegistersVehiclesInKonz() {
            assertThat(who(VEHICLE_TRANSFER, KONZ)).isEqualTo("kreis-trier-saarburg");
        }

        @Test
        void theCityDoesBothInTrier() {
            assertThat(who(IDENTITY_CARD, TRIER)).isEqualTo("stadt-trier");
            assertThat(who(VEHICLE_TRANSFER, TRIER)).isEqualTo("stadt-trier");
        }

        @Test
        void theVerbandsgemeindeKonzDoesNothingForSaarburg() {
            assertThat(whyNot(IDENTITY_CARD, SAARBURG)).isEqualTo(Reason.NO_COMPETENCE);
        }
    }

    @Nested
    class InKemptenAndTheOberallgaeu {

        private static final String KEMPTEN = "097630000000";
        private static final String SONTHOFEN = "097800139139";

        @Test
        void elterngeldIsAMatterOfTheLandAndNotOfTheCity() {
            assertThat(who(ELTERNGELD, KEMPTEN)).isEqualTo("zbfs-schwaben");
            assertThat(who(ELTERNGELD, SONTHOFEN)).isEqualTo("zbfs-schwaben");
        }

        @Test
        void housingBenefitComesFromTheCityOrFromTheLandratsamt() {
            assertThat(who(HOUSING_BENEFIT, KEMPTEN)).isEqualTo("stadt-kempten");
            assertThat(who(HOUSING_BENEFIT, SONTHOFEN)).isEqualTo("landratsamt-oberallgaeu");
        }
    }

    @Nested
    class InQuickbornAndItsNeighbours {

        private static final String QUICKBORN = "010560041041";
        private static final String QUICKBORN_IN_DITHMARSCHEN = "010515163089";
        private static final String HASLOH = "010560021021";

        @ParameterizedTest
        @ValueSource(strings = {HASLOH, "010560005005"})
        void quickbornDoesTheWorkOfHaslohAndBoenningstedtWhoStayCompetent(String region) {
            var decision = ask(PASSPORT, region);

            assertThat(decision).isInstanceOfSatisfying(Decided.class, decided -> {
                assertThat(decided.authority()).isEqualTo("stadt-quickborn");
                assertThat(decided.legalAuthority()).startsWith("gemeinde-");
            });
            assertThat(decision.explanation().inWords(Locale.GERMAN))
                    .anyMatch(step -> step.contains("Verwaltungskooperation"));
        }

        @Test
        void theCooperationDoesNotReachWhatTheKreisIsCompetentFor() {
            assertThat(who(VEHICLE_TRANSFER, HASLOH)).isEqualTo("kreis-pinneberg");
        }

        @Test
        void beforeTheContractHaslohWorkedForItself() {
            var then = Question.first(new ServiceKey(PASSPORT), new RegionalKey(HASLOH), LocalDate.of(2012, 12, 31));

            assertThat(RULE.decide(then, DIRECTORY.on(then)))
                    .isInstanceOfSatisfying(
                            Decided.class,
                            decided -> assertThat(decided.authority()).isEqualTo("gemeinde-hasloh"));
        }

        @Test
        void theOtherQuickbornIsNotTakenForThisOne() {
            assertThat(who(PASSPORT, QUICKBORN)).isEqualTo("stadt-quickborn");
            assertThat(whyNot(PASSPORT, QUICKBORN_IN_DITHMARSCHEN)).isEqualTo(Reason.NO_COMPETENCE);
        }
    }

    @Nested
    class InTheSaaleHolzlandKreis {

        private static final String EISENBERG = "160745052018";

        @Test
        void theOrdnungsamtTakesVehiclesAndLicences() {
            assertThat(who(VEHICLE_DEREGISTRATION, EISENBERG)).isEqualTo("saale-holzland-ordnungsamt");
            assertThat(who(LICENCE_RENEWAL, EISENBERG)).isEqualTo("saale-holzland-ordnungsamt");
        }

        @Test
        void whatIsNotInTheFirstPhaseGoesToNobodyInstead() {
            assertThat(whyNot(BUSINESS, EISENBERG)).isEqualTo(Reason.NO_COMPETENCE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"073335002019", "097775756125"})
        void theOtherEisenbergsAreNotTakenForThisOne(String namesake) {
            assertThat(whyNot(VEHICLE_DEREGISTRATION, namesake)).isEqualTo(Reason.NO_COMPETENCE);
        }
    }

    @Nested
    class InKoblenz {

        @Test
        void theElterngeldstelleAnswersForElterngeld() {
            assertThat(who(ELTERNGELD, "071110000000")).isEqualTo("koblenz-elterngeldstelle");
        }

        @Test
        void aPaddedDistrictKeyIsNoPlace() {
            assertThat(whyNot(ELTERNGELD, "072350000000")).isEqualTo(Reason.UNKNOWN_REGION);
        }

        @Test
        void aServiceNobodyListedIsUnknown() {
            assertThat(whyNot("local:hundesteuer", "071110000000")).isEqualTo(Reason.UNKNOWN_SERVICE);
        }
    }

    private static Decision ask(String service, String region) {
        var question = Question.first(new ServiceKey(service), new RegionalKey(region), LocalDate.of(2026, 11, 23));
        return RULE.decide(question, DIRECTORY.on(question));
    }

    private static String who(String service, String region) {
        var decision = ask(service, region);
        assertThat(decision).isInstanceOf(Decided.class);
        return ((Decided) decision).authority();
    }

    private static Reason whyNot(String service, String region) {
        var decision = ask(service, region);
        assertThat(decision).isInstanceOf(Undecided.class);
        return ((Undecided) decision).reason();
    }
}
