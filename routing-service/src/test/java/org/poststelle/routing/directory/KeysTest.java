package org.poststelle.routing.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysTest {

    @Test
    void aPlaceLiesInItsAssociationDistrictGovernmentRegionAndLand() {
        assertThat(new RegionalKey("072355003068").prefixes())
                .containsExactly("072355003068", "072355003", "07235", "072", "07");
    }

    @Test
    void aDistrictIsNotTakenForThePlacesInIt() {
        assertThat(new RegionalKey("07235").prefixes()).containsExactly("07235", "072", "07");
    }

    @Test
    void aPaddedDistrictIsAnotherKeyThanTheDistrict() {
        assertThat(new RegionalKey("072350000000").prefixes()).first().isEqualTo("072350000000");
    }

    @Test
    void whatIsNoRegionalKeyStandsForNoPlace() {
        assertThat(new RegionalKey("").prefixes()).isEmpty();
        assertThat(new RegionalKey("K").prefixes()).isEmpty();
    }

    @Test
    void aServiceIsCoveredByItsActionItsObjectAndItsGroup() {
        assertThat(new ServiceKey("99108047050002").scopes())
                .containsExactly("99108047050002", "99108047050000", "99108047000000", "99108");
    }

    @Test
    void anObjectIsNotCoveredByItsActions() {
        assertThat(new ServiceKey("99085001000000").scopes()).containsExactly("99085001000000", "99085");
    }

    @Test
    void aLocalServiceIsCoveredByItselfOnly() {
        assertThat(new ServiceKey("local:elterngeld").scopes()).containsExactly("local:elterngeld");
    }
}
