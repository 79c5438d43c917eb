package org.poststelle.routing.knowledge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;
import org.poststelle.routing.SampleDocument;
import org.poststelle.testenvironment.Database;
import org.poststelle.testenvironment.ServiceEnvironment;

/** An agent with a citizen on the phone looks for the answer. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@SuppressWarnings("NullAway.Init") // the test resources set the fields
class KnowledgeTest {

    private static final String IDENTITY_CARD = "99008001012000";
    private static final String PASSPORT = "99085001000000";
    private static final String KOBLENZ = "071110000000";
    private static final String HASLOH = "010560021021";

    private TokenIssuer issuer;
    private Database database;

    @BeforeEach
    void loadTheSampleDirectory() {
        SampleDocument.read().load(issuer);
    }

    @ParameterizedTest
    @CsvSource({
        "perso abgelaufen, 99008001012000",
        "Mein Ausweis ist bald abgelaufen was nun?, 99008001012000",
        "Ausweis verloren, 99008001014002",
        "Reisepass, 99085001000000",
        "Reisepas, 99085001000000",
        "auto umelden, 99036008071000",
        "Fuehrerschein verlaengern, 99108048020000",
        "Führerscheinverlängerung, 99108048020000",
        "Mutterschaftsgeld, local:elterngeld",
        "elterngelt, local:elterngeld",
        "residence registration, 99115005000000",
        "Umzug, 99115005000000"
    })
    void serviceIsFoundAsTheCitizenCallsIt(String question, String service) {
        search(question, null).body("items[0].key", equalTo(service));
    }

    @Test
    void agentSeesWhatToTellAndWhoIsResponsibleWhereTheCitizenLives() {
        search("perso abgelaufen", KOBLENZ)
                .body("items[0].name", equalTo("Personalausweis ausstellen"))
                .body("items[0].documents", hasItem("Ein biometrisches Lichtbild"))
                .body("items[0].fees", containsString("37,00 Euro"))
                .body("items[0].highlight", containsString("**abgelaufen**"))
                .body("items[0].text", nullValue())
                .body("items[0].responsibility.authority.key", equalTo("koblenz-buergeramt"))
                .body("items[0].responsibility.authority.contact.openingHours", notNullValue())
                .body("items[0].responsibility.legalAuthority", nullValue());
    }

    @Test
    void cooperationShowsWhoDoesItAndWhoIsCompetentByLaw() {
        read(PASSPORT, HASLOH)
                .body("responsibility.authority.key", equalTo("stadt-quickborn"))
                .body("responsibility.legalAuthority.key", equalTo("gemeinde-hasloh"));
    }

    @Test
    void whereNobodyIsResponsibleThereIsTheReason() {
        read(IDENTITY_CARD, "160745052018")
                .body("responsibility.authority", nullValue())
                .body("responsibility.undecided", equalTo("NO_COMPETENCE"));
        read(IDENTITY_CARD, "999999999999").body("responsibility.undecided", equalTo("UNKNOWN_REGION"));
    }

    @Test
    void oneServiceIsToldInFullAndInEasyLanguage() {
        read(IDENTITY_CARD, null)
                .body("text", containsString("drei Wochen"))
                .body("easyText", containsString("Dann brauchen Sie einen neuen Ausweis."))
                .body("synonyms", hasItem("Perso"))
                .body("responsibility", nullValue());
    }

    @Test
    void serviceOfWhichNothingIsKnownHasAtLeastItsName() {
        read("99108001001000", null)
                .body("name", equalTo("Bewohnerparkausweis"))
                .body("documents", empty())
                .body("text", nullValue());
        search("Bewohnerparkausweis", null).body("items[0].highlight", equalTo("**Bewohnerparkausweis**"));
    }

    @Test
    void nameIsInTheCallersLanguage() {
        given().auth()
                .oauth2(issuer.token(SampleUser.ANNA))
                .header("Accept-Language", "en")
                .get("/api/v1/knowledge/" + IDENTITY_CARD)
                .then()
                .body("name", equalTo("Issue of an identity card"));
    }

    @ParameterizedTest
    @CsvSource({"Raumschiff", "und oder", "'!!! & | <-> \\ :*'", "'\"'", "xyzzy"})
    void questionThatNothingFitsFindsNothing(String question) {
        search(question, KOBLENZ).body("items", empty());
    }

    @Test
    void onlyTheBestAreShown() {
        search("Personalausweis Reisepass Führerschein Gewerbe", null).body("items", hasSize(5));
        as(SampleUser.CARLA)
                .queryParam("q", "Führerschein")
                .queryParam("limit", 2)
                .get("/api/v1/knowledge")
                .then()
                .body("items.size()", lessThanOrEqualTo(2));
    }

    @Test
    void unknownServicesAndBadQuestionsAreRefused() {
        as(SampleUser.ANNA).get("/api/v1/knowledge/99999999999999").then().statusCode(404);
        as(SampleUser.ANNA).get("/api/v1/knowledge").then().statusCode(422);
        as(SampleUser.ANNA).queryParam("q", " ").get("/api/v1/knowledge").then().statusCode(422);
        as(SampleUser.ANNA).get("/api/v1/knowledge?q=x&region=Koblenz").then().statusCode(422);
        as(SampleUser.ADAM).get("/api/v1/knowledge?q=x").then().statusCode(403);
    }

    @Test
    void keepersReadBackWhatTheyWrote() {
        var document = given().auth()
                .oauth2(issuer.token(SampleUser.ADAM))
                .get("/api/v1/directory")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(document.<String>getList("services.find { it.key == '99008001012000' }.synonyms"))
                .contains("Perso");
        assertThat(document.getString("services.find { it.key == '99008001012000' }.knowledge.fees"))
                .contains("37,00 Euro");
        assertThat(document.getString("authorities.find { it.key == 'koblenz-kfz' }.contact.address"))
                .contains("56068 Koblenz");
    }

    @Test
    void knowledgeIsCheckedBeforeItIsTaken() {
        SampleDocument.read()
                .with(
                        "services",
                        "{'key': 'local:x', 'name': {'de': 'x', 'en': 'x'}, 'knowledge': {'onlineService': 'javascript:x'}}")
                .handIn(issuer)
                .statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({"words @@ 'perso:*'::tsquery, public_service_words", "search_name %> 'perso', public_service_similar"})
    void searchUsesAnIndex(String condition, String index) {
        assertThat(database.plan("select key from public_service where " + condition))
                .anyMatch(line -> line.contains(index))
                .anyMatch(line -> line.contains("Index Cond"));
    }

    private ValidatableResponse search(String question, @Nullable String region) {
        var request = as(SampleUser.ANNA).queryParam("q", question);
        if (region != null) {
            request.queryParam("region", region);
        }
        return request.get("/api/v1/knowledge").then().statusCode(200);
    }

    private ValidatableResponse read(String service, @Nullable String region) {
        var request = as(SampleUser.ANNA);
        if (region != null) {
            request.queryParam("region", region);
        }
        return request.get("/api/v1/knowledge/{service}", service).then().statusCode(200);
    }

    private RequestSpecification as(SampleUser user) {
        return given().auth().oauth2(issuer.token(user)).header("Accept-Language", "de");
    }
}
