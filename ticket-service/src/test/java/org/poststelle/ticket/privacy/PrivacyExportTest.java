package org.poststelle.ticket.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketApi;
import org.poststelle.ticket.TicketServiceTest;

/** People get to know what the tickets hold about them. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class PrivacyExportTest extends TicketServiceTest {

    private static final SampleUser TINA = new SampleUser("tina.coordinator", "coordinator", "TR", null);

    private final String email = UUID.randomUUID() + "@beispiel.example";
    private final String phone = "0261 " + (1_000_000 + (int) (Math.random() * 8_000_000));

    @Test
    void everythingAboutAPersonIsInOneDocument() {
        var id = create();
        api.decide(id, 1, ELTERNGELD);
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.as(SampleUser.CARLA)
                .body("{\"text\": \"Hat es eilig.\"}")
                .post("/api/v1/tickets/{id}/notes", id)
                .then()
                .statusCode(201);
        api.act(SampleUser.CARLA, id, "answer", 3, "{\"text\": \"Die Geburtsurkunde.\"}")
                .statusCode(200);
        var second = create();
        api.create();

        export(SampleUser.KURT, "{\"email\": \"%s\"}".formatted(email.toUpperCase(java.util.Locale.ROOT)))
                .statusCode(200)
                .body("complete", equalTo(true))
                .body("exportedAt", notNullValue())
                .body("tickets.ticket.id", contains(second.toString(), id.toString()))
                .body("tickets[1].ticket.subject", equalTo("Frage"))
                .body("tickets[1].ticket.text", equalTo("Welche Unterlagen?"))
                .body("tickets[1].ticket.citizen.email", equalTo(email))
                .body("tickets[1].ticket.letters.text", contains("Die Geburtsurkunde."))
                .body("tickets[1].history.text", hasItems("Hat es eilig.", "Die Geburtsurkunde."))
                .body("tickets[1].history.type", hasItem("org.poststelle.ticket.accepted.v1"))
                .body("tickets[1].contactReadings.user", hasItem("carla.clerk"))
                .body("tickets[0].history.entry", contains(1));
    }

    @Test
    void personIsFoundByThePhoneNumberInAnyForm() {
        var id = create();

        export(SampleUser.KURT, "{\"phone\": \"+49 %s\"}".formatted(phone.substring(1)))
                .statusCode(200)
                .body("tickets.ticket.id", contains(id.toString()));
    }

    @Test
    void exportIsNotedWithoutThePerson() {
        var id = create();
        export(SampleUser.KURT, "{\"email\": \"%s\"}".formatted(email)).statusCode(200);

        var noted = api.as(SampleUser.KURT)
                .get("/api/v1/privacy/exports?limit=1")
                .then()
                .statusCode(200)
                .body("items.exportedBy", contains("kurt.coordinator"))
                .body("items.tickets", contains(1))
                .body("items.exportedAt", contains(notNullValue()))
                .extract()
                .asString();
        assertThat(noted).doesNotContain(email).doesNotContain(id.toString());
        api.as(SampleUser.KURT)
                .get("/api/v1/tickets/{id}/contact-readings", id)
                .then()
                .body("items.user", hasItem("kurt.coordinator"));
        assertThat(database.countAs("centre:TR", "privacy_export")).isZero();
    }

    @Test
    void otherCentreExportsNothingOfIt() {
        create();

        export(TINA, "{\"email\": \"%s\"}".formatted(email)).statusCode(200).body("tickets", empty());
        database.execute("delete from privacy_export where centre = 'TR'");
    }

    @Test
    void erasedTicketIsNotExported() {
        var id = create();
        api.act(SampleUser.ANNA, id, "closure", 1, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Erledigt.\"}")
                .statusCode(200);
        api.act(SampleUser.KURT, id, "erasure", 2, null).statusCode(200);

        export(SampleUser.KURT, "{\"email\": \"%s\"}".formatted(email)).body("tickets", empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | contact-needed",
                "{\"email\": \"Erika\"} | invalid-input",
                "{\"phone\": \"12\"} | invalid-input",
            })
    void exportForNobodyIsRefused(String person, String problem) {
        export(SampleUser.KURT, person).statusCode(422).body("type", TicketApi.problem(problem));
    }

    @Test
    void exportUsesTheIndexOfContacts() {
        var condition = PrivacyExports.FOUND_BY_CONTACT
                .replace(":email", "'erika@beispiel.example'")
                .replace(":phone", "null");

        assertThat(database.plan("select ticket_id from enquiry_search s where " + condition))
                .anyMatch(line -> line.contains("enquiry_search_contacts"))
                .anyMatch(line -> line.contains("Index Cond"));
    }

    @Test
    void placeInTheListOfExportsHasToComeFromIt() {
        api.as(SampleUser.KURT)
                .get("/api/v1/privacy/exports?cursor=x")
                .then()
                .statusCode(400)
                .body("type", problem("invalid-cursor"));
    }

    private UUID create() {
        return api.create("""
                        {"serviceKey": "local:elterngeld", "regionKey": "071110000000", "subject": "Frage", "text": "Welche Unterlagen?",
                         "replyChannel": "EMAIL", "citizen": {"email": "%s", "phone": "%s"}}""".formatted(email, phone)).id();
    }

    private ValidatableResponse export(SampleUser user, String person) {
        return api.as(user).body(person).post("/api/v1/privacy/exports").then();
    }
}
