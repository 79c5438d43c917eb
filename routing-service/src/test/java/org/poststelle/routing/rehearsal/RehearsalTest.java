package org.poststelle.routing.rehearsal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.routing.decision.TicketStory;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // set by the environment
@WithTestResource(ServiceEnvironment.class)
class RehearsalTest {

    private static final String DIRECTORY = "/api/v1/directory";

    Topics topics;
    TokenIssuer issuer;
    Database database;

    @BeforeEach
    void loadSampleDirectory() {
        SampleDocument.read().load(issuer);
    }

    @Test
    void administratorSeesWhatAChangeWouldDoToTheLastTickets() {
        decided("local:jagdsteuer");
        decided("local:jagdsteuer");
        decided("local:elterngeld");
        var hunting = "routes.find { it.serviceKey == 'local:jagdsteuer' }";

        rehearse(SampleUser.ADAM, withJagdsteuer(), "?tickets=3")
                .statusCode(200)
                .body("tickets", equalTo(3))
                .body("ticketsElsewhere", equalTo(2))
                .body(hunting + ".regionKey", equalTo("071110000000"))
                .body(hunting + ".tickets", equalTo(2))
                .body(hunting + ".now.authority", nullValue())
                .body(hunting + ".now.reason", equalTo("UNKNOWN_SERVICE"))
                .body(hunting + ".then.authority", equalTo("koblenz-buergeramt"))
                .body(
                        hunting + ".then.explanation[-1]",
                        containsString("Stadtverwaltung Koblenz, Bürgeramt ist zuständig für local:jagdsteuer"));
    }

    @Test
    void nothingOfARehearsalStays() {
        decided("local:jagdsteuer");
        var version = version();
        var document = given().auth()
                .oauth2(issuer.token(SampleUser.ADAM))
                .get(DIRECTORY)
                .asString();

        rehearse(SampleUser.ADAM, withJagdsteuer(), "").statusCode(200);

        assertThat(version()).isEqualTo(version);
        given().auth()
                .oauth2(issuer.token(SampleUser.ADAM))
                .get(DIRECTORY)
                .then()
                .body(equalTo(document));
    }

    @Test
    void directoryThatIsInPlaceWouldChangeNothing() {
        decided("local:elterngeld");

        rehearse(SampleUser.ADAM, SampleDocument.read(), "?tickets=1")
                .statusCode(200)
                .body("tickets", equalTo(1))
                .body("ticketsElsewhere", equalTo(0))
                .body("routes", empty());
    }

    @Test
    void authorityThatGoesAwayLeavesItsTicketsToTheCoordinator() {
        decided("local:elterngeld");

        rehearse(SampleUser.ADAM, SampleDocument.read().emptied("competences"), "?tickets=1")
                .body("ticketsElsewhere", equalTo(1))
                .body("routes", hasSize(1))
                .body("routes.now.authority", contains("koblenz-elterngeldstelle"))
                .body("routes.then.reason", contains("NO_COMPETENCE"));
    }

    @Test
    void documentThatWouldBeRefusedIsRefusedInARehearsalToo() {
        rehearse(
                        SampleUser.ADAM,
                        SampleDocument.read()
                                .emptied("authorities")
                                .emptied("competences")
                                .emptied("cooperations"),
                        "")
                .statusCode(409);
        rehearse(SampleUser.ADAM, SampleDocument.read().with("cooperations", "{'regionKey':'07111'}"), "")
                .statusCode(422);
        rehearse(SampleUser.ADAM, SampleDocument.read(), "?tickets=0").statusCode(422);
        rehearse(SampleUser.ADAM, SampleDocument.read(), "?tickets=1001").statusCode(422);
    }

    @Test
    void onlyAdministratorsRehearse() {
        rehearse(SampleUser.KURT, SampleDocument.read(), "").statusCode(403);
        rehearse(SampleUser.CARLA, SampleDocument.read(), "").statusCode(403);
    }

    @Test
    void lastTicketsAreFoundByTheirIndex() {
        assertThat(database.plan(RecentQuestions.LAST.replace(":tickets", "1000")))
                .anyMatch(line -> line.contains("routed_ticket_pkey"));
    }

    private static SampleDocument withJagdsteuer() {
        return SampleDocument.read()
                .with("services", "{'key':'local:jagdsteuer','name':{'de':'Jagdsteuer','en':'Hunting tax'}}")
                .with(
                        "competences",
                        "{'authority':'koblenz-buergeramt','regionKey':'07111','services':['local:jagdsteuer']}");
    }

    private void decided(String service) {
        new TicketStory(topics, "KO").created(service, "071110000000").decision(1);
    }

    private String version() {
        return given().auth()
                .oauth2(issuer.token(SampleUser.ADAM))
                .get(DIRECTORY)
                .header("ETag");
    }

    private ValidatableResponse rehearse(SampleUser user, SampleDocument document, String query) {
        return given().auth()
                .oauth2(issuer.token(user))
                .contentType("application/json")
                .body(document.json.toString())
                .post(DIRECTORY + "/rehearsal" + query)
                .then();
    }
}
