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
    void whatCitizensReadAboutTheCentreIsReadBack() {
        replace(coordinatorOf("WHO"), ANY, """
                {"name": "Servicecenter Mittelrhein", "phone": "+49 261 129-0", "website": "https://115.stadt.example/hilfe",
                 "signature": {"de": ["Ihr Team", "der 115"], "en": ["Your 115 team"]}, "colour": "#003064"}
                """).statusCode(204);

        as(coordinatorOf("WHO"))
                .get(PATH)
                .then()
                .statusCode(200)
                .body("name", equalTo("Servicecenter Mittelrhein"))
                .body("phone", equalTo("+49 261 129-0"))
                .body("website", equalTo("https://115.stadt.example/hilfe"))
                .body("signature.de", contains("Ihr Team", "der 115"))
                .body("signature.en", contains("Your 115 team"))
                .body("colour", equalTo("#003064"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'signature': {'de': ['Ihr Team\\nBcc: evil@attacker.example']}} | signature.de[0]",
                "{'signature': {'en': ['']}} | signature.en[0]",
                "{'signature': {'de': ['1', '2', '3', '4', '5', '6', '7']}} | signature.de",
                "{'name': 'Zentrum\\r\\nBcc: evil@attacker.example'} | name",
                "{'name': ' '} | name",
                "{'phone': '115<b>'} | phone",
                "{'website': 'http://115.stadt.example'} | website",
                "{'website': 'javascript:alert(1)'} | website",
                "{'website': 'https://115.stadt.example/\\\"onload='} | website",
                "{'colour': 'darkblue'} | colour"
            })
    void whatDoesNotFitIntoAMailIsRefused(String document, String field) {
        var violations = replace(coordinatorOf("INJ"), ANY, document.replace('\'', '"'))
                .statusCode(422)
                .extract()
                .jsonPath()
                .getList("violations.field", String.class);

        assertThat(violations).containsOnly(field);
        as(coordinatorOf("INJ")).get(PATH).then().header("ETag", equalTo(NEVER_CHANGED));
    }

    /** The lightest grey that everybody can read on white is #767676. */
    @ParameterizedTest
    @CsvSource({"#767676, 204", "#777777, 422", "#FFFF00, 422", "#000000, 204", "#D00000, 204"})
    void colourNeedsEnoughContrastToWhite(String colour, int status) {
        replace(coordinatorOf("HUE"), ANY, "{\"colour\": \"%s\"}".formatted(colour))
                .statusCode(status);
    }

    @Test
    void refusalOfAColourSaysHowMuchContrastItHas() {
        var refused = as(coordinatorOf("HUE"))
                .header("If-Match", ANY)
                .header("Accept-Language", "en")
                .contentType(ContentType.JSON)
                .body("{\"colour\": \"#777777\"}")
                .put(PATH)
                .then();

        refused.statusCode(422)
                .body("type", equalTo("urn:poststelle:problem:low-contrast"))
                .body("field", equalTo("colour"))
                .body(
                        "detail",
                        equalTo("Its contrast to white is 4.47:1. Text can be read by everybody from 4.5:1 on."));
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
