package org.poststelle.notification.centre;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.notification.Neighbours;
import org.poststelle.notification.NotificationServiceTest;
import org.poststelle.testenvironment.ServiceEnvironment;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@WithTestResource(Neighbours.class)
class ContactsResourceTest extends NotificationServiceTest {

    private static final String PATH = "/api/v1/centre-contacts";
    private static final String ANY = "*";
    private static final String NEVER_CHANGED = "\"0\"";
    private static final String BOTH = """
            {"coordinatorMailbox": "koordination@stadt.example", "leadMailbox": "leitung@stadt.example"}
            """;

    @Test
    void centreThatSaidNothingHasNoMailboxes() {
        as(coordinatorOf("NIL"))
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", equalTo(NEVER_CHANGED))
                .body("", anEmptyMap());
        as(coordinatorOf("NIL")).get(PATH + "/versions").then().statusCode(200).body("items", empty());
    }

    @Test
    void whatACoordinatorSaysIsReadBack() {
        var coordinator = coordinatorOf("SAY");

        replace(coordinator, NEVER_CHANGED, BOTH).statusCode(204).header("ETag", equalTo("\"1\""));

        as(coordinator)
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("coordinatorMailbox", equalTo("koordination@stadt.example"))
                .body("leadMailbox", equalTo("leitung@stadt.example"));
    }

    @Test
    void formerVersionsStayReadableWithWhoChangedThem() {
        var coordinator = coordinatorOf("VER");
        replace(coordinator, NEVER_CHANGED, BOTH).statusCode(204);
        replace(coordinator, ANY, "{}").statusCode(204);

        as(coordinator).get(PATH).then().header("ETag", equalTo("\"2\"")).body("", anEmptyMap());
        as(coordinator)
                .get(PATH + "/versions/1")
                .then()
                .statusCode(200)
                .header("ETag", equalTo("\"1\""))
                .body("leadMailbox", equalTo("leitung@stadt.example"));
        as(coordinator).get(PATH + "/versions/0").then().statusCode(200).body("", anEmptyMap());
        as(coordinator).get(PATH + "/versions/3").then().statusCode(404);
        as(coordinator)
                .get(PATH + "/versions?limit=1")
                .then()
                .statusCode(200)
                .body("items.version", contains(2))
                .body("items.changedBy", contains("VER.coordinator"))
                .body("items[0].changedAt", not(nullValue()))
                .body("next", equalTo("2"));
        as(coordinator).get(PATH + "/versions?limit=1&cursor=2").then().body("items.version", contains(1));
    }

    @Test
    void changeNeedsTheVersionSeenLast() {
        var coordinator = coordinatorOf("TAG");
        as(coordinator)
                .contentType(ContentType.JSON)
                .body(BOTH)
                .put(PATH)
                .then()
                .statusCode(428);
        replace(coordinator, "\"1\"", BOTH).statusCode(412);
        replace(coordinator, NEVER_CHANGED, BOTH).statusCode(204);

        replace(coordinator, NEVER_CHANGED, "{}")
                .statusCode(412)
                .body("type", equalTo("urn:poststelle:problem:stale-version"));

        as(coordinator).get(PATH).then().header("ETag", equalTo("\"1\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leitung", "Leitung <leitung@stadt.example>", "a@stadt.example, b@stadt.example", " "})
    void whatIsNoAddressIsRefused(String address) {
        replace(coordinatorOf("BAD"), ANY, "{\"leadMailbox\": \"%s\"}".formatted(address))
                .statusCode(422)
                .body("violations.field", contains("leadMailbox"));

        as(coordinatorOf("BAD")).get(PATH).then().header("ETag", equalTo(NEVER_CHANGED));
    }

    @ParameterizedTest
    @CsvSource({"coordinatorMailbox, 115@poststelle.example", "leadMailbox, Journal@Poststelle.example"})
    void mailboxOfThisServiceIsRefused(String field, String address) {
        replace(coordinatorOf("OWN"), ANY, "{\"%s\": \"%s\"}".formatted(field, address))
                .statusCode(422)
                .body("type", equalTo("urn:poststelle:problem:own-mailbox"))
                .body("field", equalTo(field));

        as(coordinatorOf("OWN")).get(PATH).then().header("ETag", equalTo(NEVER_CHANGED));
    }

    @Test
    void otherCentreSeesNothingOfIt() {
        replace(coordinatorOf("MINE"), ANY, BOTH).statusCode(204);

        as(coordinatorOf("ELSE")).get(PATH).then().header("ETag", equalTo(NEVER_CHANGED));
        as(coordinatorOf("ELSE")).get(PATH + "/versions/1").then().statusCode(404);
        var rows = "contacts_version where centre = 'MINE'";
        assertThat(database.countAs("centre:MINE", rows)).isEqualTo(1);
        assertThat(database.countAs("service", rows)).isEqualTo(1);
        assertThat(database.countAs("centre:ELSE", rows)).isZero();
    }

    @Test
    void onlyCoordinatorsReadAndChangeIt() {
        as(SampleUser.KURT).get(PATH).then().statusCode(200);
        for (var other : new SampleUser[] {SampleUser.ANNA, SampleUser.CARLA, SampleUser.ADAM}) {
            as(other).get(PATH).then().statusCode(403);
            as(other).get(PATH + "/versions").then().statusCode(403);
            replace(other, ANY, BOTH).statusCode(403);
        }
        given().get(PATH).then().statusCode(401);
    }

    private static SampleUser coordinatorOf(String centre) {
        return new SampleUser(centre + ".coordinator", "coordinator", centre, null);
    }

    private ValidatableResponse replace(SampleUser user, String ifMatch, String document) {
        return as(user).header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body(document)
                .put(PATH)
                .then();
    }
}
