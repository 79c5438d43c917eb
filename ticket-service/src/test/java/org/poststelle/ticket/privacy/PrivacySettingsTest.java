package org.poststelle.ticket.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** A centre says for how long it keeps what is personal. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PrivacySettingsTest extends TicketServiceTest {

    /** Of a centre that no other test uses. */
    private static final SampleUser PIA = new SampleUser("pia.coordinator", "coordinator", "PR", null);

    private static final SampleUser KIM = new SampleUser("kim.coordinator", "coordinator", "PR", null);

    @Inject
    ErasureTimer timer;

    @AfterEach
    void forgetSettings() {
        database.execute("delete from privacy_settings_version");
    }

    @Test
    void centreWithoutSettingsHasThoseOfTheInstallation() {
        settings(PIA).header("ETag", "\"0\"").body("keptDays", equalTo(30));
    }

    @Test
    void newestSettingsHoldAndTheirChangesAreKept() {
        replace(PIA, "\"0\"", 90).statusCode(204).header("ETag", "\"1\"");
        replace(KIM, "\"1\"", 365).statusCode(204).header("ETag", "\"2\"");

        settings(PIA).header("ETag", "\"2\"").body("keptDays", equalTo(365));
        versions("?limit=1")
                .body("items.version", contains(2))
                .body("items.keptDays", contains(365))
                .body("items.changedBy", contains("kim.coordinator"))
                .body("items.changedAt", contains(notNullValue()));
        versions("?limit=1&cursor=2")
                .body("items.version", contains(1))
                .body("items.changedBy", contains("pia.coordinator"))
                .body("next", nullValue());
    }

    @Test
    void settingsThatSomebodyChangedMeanwhileAreNotReplaced() {
        replace(PIA, "\"0\"", 90).statusCode(204);

        replace(KIM, "\"0\"", 365).statusCode(412).body("type", problem("stale-version"));
        replace(KIM, null, 365).statusCode(428);

        settings(PIA).body("keptDays", equalTo(90));
        replace(KIM, "*", 365).statusCode(204).header("ETag", "\"2\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3651})
    void daysOutsideTheLimitsAreRefused(int days) {
        replace(PIA, "*", days).statusCode(422).body("type", problem("invalid-input"));
    }

    @Test
    void settingsWithoutDaysAreRefused() {
        api.as(PIA)
                .header("If-Match", "*")
                .body("{}")
                .put("/api/v1/privacy-settings")
                .then()
                .statusCode(422)
                .body("type", problem("invalid-input"));
    }

    @Test
    void otherCentreNeitherHasNorSeesTheSettings() {
        replace(PIA, "*", 90).statusCode(204);

        settings(SampleUser.KURT).header("ETag", "\"0\"").body("keptDays", equalTo(30));
        assertThat(database.countAs("centre:PR", "privacy_settings_version")).isEqualTo(1);
        assertThat(database.countAs("centre:KO", "privacy_settings_version")).isZero();
        assertThat(database.countAs("authority:koblenz-buergeramt", "privacy_settings_version"))
                .isZero();
    }

    @Test
    void ticketsAreErasedWhenTheirCentreSaysSo() {
        var young = closedDaysAgo(6);
        var old = closedDaysAgo(8);
        var elsewhere = closedDaysAgo(8);
        database.execute("update ticket set centre = 'PR' where id = ?", elsewhere);
        replace(SampleUser.KURT, "*", 7).statusCode(204);

        timer.eraseClosed();

        assertThat(isErased(old)).isTrue();
        assertThat(isErased(young)).isFalse();
        assertThat(isErased(elsewhere)).as("of a centre without settings").isFalse();
    }

    @Test
    void centreCanKeepTicketsLongerThanTheInstallation() {
        var kept = closedDaysAgo(60);
        var old = closedDaysAgo(101);
        var elsewhere = closedDaysAgo(60);
        database.execute("update ticket set centre = 'PR' where id = ?", elsewhere);
        replace(SampleUser.KURT, "*", 5).statusCode(204);
        replace(SampleUser.KURT, "*", 100).statusCode(204);

        timer.eraseClosed();

        assertThat(isErased(kept)).isFalse();
        assertThat(isErased(old)).isTrue();
        assertThat(isErased(elsewhere)).as("of a centre without settings").isTrue();
    }

    private UUID closedDaysAgo(int days) {
        var id = api.create();
        api.act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(200);
        database.execute("update ticket set closed_at = now() - make_interval(days => ?) where id = ?", days, id);
        return id;
    }

    private boolean isErased(UUID id) {
        return database.one(Boolean.class, "select erased_at is not null from ticket where id = ?", id);
    }

    private ValidatableResponse settings(SampleUser user) {
        return api.as(user).get("/api/v1/privacy-settings").then().statusCode(200);
    }

    private ValidatableResponse versions(String query) {
        return api.as(PIA)
                .get("/api/v1/privacy-settings/versions" + query)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse replace(SampleUser user, @Nullable String ifMatch, int days) {
        var request = api.as(user).body("{\"keptDays\": %d}".formatted(days));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put("/api/v1/privacy-settings").then();
    }
}
