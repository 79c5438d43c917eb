package org.poststelle.routing.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.routing.SampleDocument;
import org.poststelle.routing.directory.RegionalKey;
import org.poststelle.routing.directory.ServiceKey;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;

/** By which version of the directory is decided. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init") // set by the environment
class CurrentDirectoryTest {

    private static final String ELTERNGELD = "local:elterngeld";
    private static final String KOBLENZ = "071110000000";

    TokenIssuer issuer;
    Database database;

    @Inject
    RoutingCommands commands;

    @Inject
    SessionFactory sessions;

    @BeforeEach
    void loadSampleDirectory() {
        SampleDocument.read().load(issuer);
    }

    @Test
    void directoryThatWasHandedInIsTheNextOneToDecideBy() {
        route().body("authority", equalTo("koblenz-elterngeldstelle"));

        SampleDocument.read().emptied("competences").load(issuer);

        route().body("reason", equalTo("NO_COMPETENCE"));
    }

    @Test
    void changeOfAnotherReplicaIsFollowed() {
        route().body("authority", equalTo("koblenz-elterngeldstelle"));

        database.execute("update authority set name = 'Neues Amt' where key = 'koblenz-elterngeldstelle'");
        database.execute("insert into directory_change select max(version) + 1, 'x', now(), 'DIRECTORY', 'x'"
                + " from directory_change");

        await().untilAsserted(() -> route().body("explanation", hasItem(containsString("Neues Amt"))));
    }

    @Test
    void directoryThatWasOnlyRehearsedDecidesNothing() {
        given().auth()
                .oauth2(issuer.token(SampleUser.ADAM))
                .contentType("application/json")
                .body(SampleDocument.read().emptied("competences").json.toString())
                .post("/api/v1/directory/rehearsal")
                .then()
                .statusCode(200);
        database.execute("insert into directory_change select max(version) + 1, 'x', now(), 'DIRECTORY', 'x'"
                + " from directory_change");

        route().body("authority", equalTo("koblenz-elterngeldstelle"));
    }

    /** Only the version is asked for, now and then. */
    @Test
    void decisionsDoNotReadTheDirectoryFromTheDatabase() {
        var statistics = sessions.getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            for (int count = 0; count < 1_000; count++) {
                AccessScope.SERVICE.run(() -> commands.dryRun(new ServiceKey(ELTERNGELD), new RegionalKey(KOBLENZ)));
            }

            assertThat(statistics.getPrepareStatementCount()).isLessThan(1_000);
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }

    private ValidatableResponse route() {
        return given().auth()
                .oauth2(issuer.token(SampleUser.ANNA))
                .queryParam("leistungsschluessel", ELTERNGELD)
                .queryParam("ars", KOBLENZ)
                .get("/api/v1/routing/routes")
                .then()
                .statusCode(200);
    }
}
