package org.poststelle.ticket.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** Finding a ticket of which nobody remembers the reference. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class SearchTest extends TicketServiceTest {

    /** A word that no other test says. */
    private final String word = "rufzeichen" + UUID.randomUUID().toString().replaceAll("[^a-z]", "");

    private final String email = UUID.randomUUID() + "@beispiel.example";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Schwimmbad",
                "schwimmbäder öffnung",
                "\\\"alte Schwimmbad\\\"",
                "öffnet -sauna",
                "Kosten or Schwimmbad",
            })
    void enquiryIsFoundByItsWordsInAnyGermanForm(String words) {
        var id = create("Öffnungszeiten", "Wann öffnet das alte Schwimmbad wieder? " + word);

        assertThat(found(SampleUser.ANNA, "{\"words\": \"%s %s\"}".formatted(words, word)))
                .containsExactly(id);
        assertThat(found(SampleUser.ANNA, "{\"words\": \"%s Museum\"}".formatted(word)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email | erika.%s@Beispiel.example | Erika.%1$s@beispiel.example",
                "phone | 030 23125 %s | +49 30/23125-%1$s"
            })
    void enquiryIsFoundByWhoMadeIt(String field, String contact, String asTyped) {
        var number = Integer.toString(100 + (int) (Math.random() * 900));
        var id = api.create("""
                        {"serviceKey": "local:elterngeld", "regionKey": "071110000000", "subject": "%s", "text": "Text",
                         "replyChannel": "%s", "citizen": {"%s": "%s"}}""".formatted(
                                word, field.equals("email") ? "EMAIL" : "CALLBACK", field, contact.formatted(number)))
                .id()
                .toString();

        assertThat(found(
                        SampleUser.ANNA,
                        "{\"%s\": \"%s\", \"words\": \"%s\"}".formatted(field, asTyped.formatted(number), word)))
                .containsExactly(id);
    }

    @Test
    void openEnquiryThatANewOneWouldRepeatIsFound() {
        var id = create(word, "Erster Anruf");
        var same = """
                {"email": "%s", "serviceKey": "local:elterngeld", "regionKey": "071110000000", "open": true}""".formatted(email);
        assertThat(found(SampleUser.ANNA, same)).containsExactly(id);
        assertThat(found(SampleUser.ANNA, same.replace("local:elterngeld", "local:wohngeld")))
                .isEmpty();
        assertThat(found(SampleUser.ANNA, same.replace("071110000000", "072110000000")))
                .isEmpty();

        api.act(
                        SampleUser.ANNA,
                        UUID.fromString(id),
                        "closure",
                        1,
                        "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(200);
        assertThat(found(SampleUser.ANNA, same)).isEmpty();
        assertThat(found(SampleUser.ANNA, same.replace("true", "false"))).containsExactly(id);
    }

    @Test
    void onlyThoseWhoMayReadAnEnquiryFindIt() {
        var id = create(word, "Text");
        var wanted = "{\"words\": \"%s\"}".formatted(word);
        assertThat(found(SampleUser.TOM, wanted)).isEmpty();
        assertThat(found(BUERGERAMT, wanted)).isEmpty();

        api.decide(UUID.fromString(id), 1, "koblenz-buergeramt");
        assertThat(found(BUERGERAMT, wanted)).containsExactly(id);
        api.act(
                        BUERGERAMT,
                        UUID.fromString(id),
                        "return",
                        2,
                        "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht hier.\"}")
                .statusCode(200);
        api.decide(UUID.fromString(id), 2, ELTERNGELD);

        assertThat(found(BUERGERAMT, wanted)).isEmpty();
        assertThat(found(SampleUser.CARLA, wanted)).containsExactly(id);
        search(SampleUser.ADAM, wanted).statusCode(403);
    }

    @Test
    void erasedEnquiryIsNotFound() {
        var id = UUID.fromString(create(word, "Text"));
        api.act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(200);
        api.act(SampleUser.KURT, id, "erasure", 2, null).statusCode(200);

        assertThat(found(SampleUser.ANNA, "{\"words\": \"%s\"}".formatted(word)))
                .isEmpty();
        assertThat(found(SampleUser.ANNA, "{\"email\": \"%s\"}".formatted(email)))
                .isEmpty();
        assertThat(database.list(Long.class, "select count(*) from enquiry_search where ticket_id = ?", id))
                .containsExactly(0L);
    }

    @Test
    void enquiryIsFoundByWhatWasWrittenLater() {
        var id = UUID.fromString(create("Frage", "Text"));
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.act(SampleUser.CARLA, id, "question", 3, "{\"text\": \"Welche Geburtsurkunden? " + word + "\"}")
                .statusCode(200);
        api.act(SampleUser.ANNA, id, "reply", 4, "{\"text\": \"Die vom Standesamt.\"}")
                .statusCode(200);
        api.as(SampleUser.ANNA)
                .body("{\"text\": \"Sehr verärgert.\"}")
                .post("/api/v1/tickets/{id}/notes", id)
                .then()
                .statusCode(201);
        api.act(SampleUser.CARLA, id, "answer", 5, "{\"text\": \"Bitte ins Rathaus.\"}")
                .statusCode(200);

        for (var words : List.of("Geburtsurkunde", "Standesamt", "Rathaus", "Frage")) {
            assertThat(found(SampleUser.ANNA, "{\"words\": \"%s %s\"}".formatted(words, word)))
                    .as(words)
                    .containsExactly(id.toString());
        }
        assertThat(found(SampleUser.ANNA, "{\"words\": \"verärgert %s\"}".formatted(word)))
                .isEmpty();
    }

    @Test
    void foundEnquiriesArePagedNewestFirst() {
        var first = create(word, "eins");
        var second = create(word, "zwei");
        var wanted = "{\"words\": \"%s\"}".formatted(word);

        var page = api.as(SampleUser.ANNA)
                .body(wanted)
                .post("/api/v1/tickets/search?limit=1")
                .then()
                .body("items[0].id", equalTo(second))
                .body("items[0].subject", equalTo(word))
                .body("items[0].text", nullValue())
                .extract();
        api.as(SampleUser.ANNA)
                .body(wanted)
                .post("/api/v1/tickets/search?limit=1&cursor=" + page.path("next"))
                .then()
                .body("items.id", equalTo(List.of(first)))
                .body("next", nullValue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | search-too-wide",
                "{\"words\": \" \", \"open\": true} | search-too-wide",
                "{\"email\": \"Erika\"} | invalid-input",
                "{\"phone\": \"12\"} | invalid-input",
                "{\"words\": \"x\", \"regionKey\": \"Koblenz\"} | invalid-input"
            })
    void searchForNothingIsRefused(String wanted, String problem) {
        search(SampleUser.ANNA, wanted).statusCode(422).body("type", problem(problem));
    }

    @Test
    void wordsThatSayNothingFindNothing() {
        for (var words : List.of("und oder", "!!! & | <->", "-", "\\\"")) {
            assertThat(found(SampleUser.ANNA, "{\"words\": \"%s\"}".formatted(words)))
                    .as(words)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"words, enquiry_search_words", "contact, enquiry_search_contacts"})
    void searchUsesAnIndex(String what, String index) {
        var condition = what.equals("words")
                ? TicketSearch.FOUND_BY_WORDS.replace(":words", "'Elterngeld'")
                : TicketSearch.FOUND_BY_CONTACT.formatted("'+4926112900'");
        assertThat(database.plan("select ticket_id from enquiry_search s where " + condition))
                .anyMatch(line -> line.contains(index))
                .anyMatch(line -> line.contains("Index Cond"));
    }

    private String create(String subject, String text) {
        return api.create("""
                        {"serviceKey": "local:elterngeld", "regionKey": "071110000000", "subject": "%s", "text": "%s",
                         "replyChannel": "EMAIL", "citizen": {"email": "%s"}}""".formatted(subject, text, email)).id().toString();
    }

    private List<String> found(SampleUser user, String wanted) {
        return search(user, wanted).statusCode(200).extract().jsonPath().getList("items.id");
    }

    private ValidatableResponse search(SampleUser user, String wanted) {
        return api.as(user).body(wanted).post("/api/v1/tickets/search").then();
    }
}
