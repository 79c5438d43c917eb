package org.poststelle.ticket.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.Contracts;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics.Message;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class IntakeTest extends TicketServiceTest {

    private static final String URGENT =
            ENQUIRY.replace("\"replyChannel\"", "\"priority\": \"URGENT\", \"replyChannel\"");

    private static final String OVERFLOW = ENQUIRY.replace(
            "\"replyChannel\"", "\"intakeChannel\": \"PARTNER_OVERFLOW\", \"partner\": \"MZ\", \"replyChannel\"");

    @Inject
    IdempotencyKeys keys;

    @Test
    void repeatedRequestGetsTheSameResponseAndNoSecondTicket() {
        var key = UUID.randomUUID().toString();
        var first = api.post(key, ENQUIRY).statusCode(201).extract();
        var id = UUID.fromString(first.path("id"));
        api.decide(id, 1, ELTERNGELD);
        var second = api.post(key, ENQUIRY).statusCode(201).extract();
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location"))
                .isEqualTo(first.header("Location"))
                .endsWith("/api/v1/tickets/" + id);
        assertThat(second.header("ETag")).isEqualTo("\"1\"");
        api.post(key, ENQUIRY.replace("Frage", "Andere Frage"))
                .statusCode(422)
                .body("type", problem("reused-idempotency-key"));
        api.post(null, ENQUIRY).statusCode(400).body("type", problem("missing-idempotency-key"));
    }

    @Test
    void sameKeyFromManyThreadsCreatesOneTicket() throws Exception {
        var key = UUID.randomUUID().toString();
        var ids = new ArrayList<Future<String>>();
        try (var threads = Executors.newFixedThreadPool(20)) {
            for (int i = 0; i < 20; i++) {
                ids.add(threads.submit(() -> {
                    var created = api.post(key, ENQUIRY).extract();
                    return created.statusCode() == 409 ? "running" : created.path("id");
                }));
            }
        }
        var distinct = new HashSet<String>();
        for (var id : ids) {
            distinct.add(id.get());
        }
        distinct.remove("running");
        assertThat(distinct).hasSize(1);
    }

    @Test
    void keyOfAnUnfinishedRequestIsAConflict() {
        var key = UUID.randomUUID().toString();
        database.holding(
                () -> api.post(key, ENQUIRY).statusCode(409).body("type", problem("still-running")),
                "insert into idempotency_key (centre, caller, key, request_sha256, ticket_id) values ('KO', 'anna.agent', ?, ?, ?)",
                key,
                new byte[0],
                UUID.randomUUID());
    }

    @Test
    void keysAreKeptForADay() {
        var old = UUID.randomUUID().toString();
        var recent = UUID.randomUUID().toString();
        api.post(old, ENQUIRY).statusCode(201);
        api.post(recent, ENQUIRY).statusCode(201);
        database.execute("update idempotency_key set created_at = now() - interval '25 hours' where key = ?", old);
        database.execute("update idempotency_key set created_at = now() - interval '23 hours' where key = ?", recent);
        keys.purgeExpired();
        assertThat(database.list(String.class, "select key from idempotency_key where key in (?, ?)", old, recent))
                .containsExactly(recent);
    }

    @Test
    void referencesOfParallelRequestsAreUnique() throws Exception {
        var references = new ArrayList<Future<String>>();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 60; i++) {
                references.add(threads.submit(() -> api.create(ENQUIRY).reference()));
            }
        }
        var distinct = new HashSet<String>();
        for (var reference : references) {
            distinct.add(reference.get());
        }
        assertThat(distinct).hasSize(60).allMatch(reference -> reference.matches("KO-\\d{4}-\\d{6}"));
    }

    @Test
    void referencesAreTheSameInEveryLocale() {
        var machine = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            assertThat(api.create(ENQUIRY).reference()).matches("KO-[0-9]{4}-[0-9]{6}");
        } finally {
            Locale.setDefault(machine);
        }
    }

    @Test
    void ticketTellsHowTheEnquiryCameIn() {
        api.ticket(SampleUser.ANNA, api.create()).body("intakeChannel", equalTo("HOTLINE_115"));
        var online = api.create(ENQUIRY.replace("\"replyChannel\"", "\"intakeChannel\": \"ONLINE\", \"replyChannel\""));
        api.ticket(SampleUser.ANNA, online.id()).body("intakeChannel", equalTo("ONLINE"));
        assertThat(topics.await(online.id(), "tickets", "org.poststelle.ticket.created.v1")
                        .body()
                        .get("intakeChannel")
                        .asText())
                .isEqualTo("ONLINE");
    }

    @Test
    void ticketIsAsUrgentAsTheAgentSays() {
        var normal = api.create();
        api.ticket(SampleUser.ANNA, normal).body("priority", equalTo("NORMAL"));
        var urgent = api.create(URGENT).id();
        api.ticket(SampleUser.ANNA, urgent).body("priority", equalTo("URGENT"));
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets?limit=100")
                .then()
                .body("items.find { it.id == '%s' }.priority".formatted(normal), equalTo("NORMAL"))
                .body("items.find { it.id == '%s' }.priority".formatted(urgent), equalTo("URGENT"));

        var created = topics.await(urgent, "tickets", "org.poststelle.ticket.created.v1");
        assertValid(created);
        assertThat(created.body().get("priority").asText()).isEqualTo("URGENT");
    }

    @Test
    void unknownPriorityIsRefused() {
        api.post(UUID.randomUUID().toString(), URGENT.replace("URGENT", "HIGH"))
                .statusCode(400)
                .body("type", problem("invalid-value"))
                .body("field", equalTo("priority"));
    }

    @Test
    void ticketTellsFromWhichPartnerTheCallCame() {
        var id = api.create(OVERFLOW).id();
        api.ticket(SampleUser.ANNA, id)
                .body("intakeChannel", equalTo("PARTNER_OVERFLOW"))
                .body("partner", equalTo("MZ"));
        var created = topics.await(id, "tickets", "org.poststelle.ticket.created.v1");
        assertValid(created);
        assertThat(created.body().get("partner").asText()).isEqualTo("MZ");

        var unknown = api.create(OVERFLOW.replace("\"partner\": \"MZ\", ", "")).id();
        api.ticket(SampleUser.ANNA, unknown).body("partner", nullValue());
        assertThat(topics.await(unknown, "tickets", "org.poststelle.ticket.created.v1")
                        .body()
                        .has("partner"))
                .isFalse();
    }

    @Test
    void callThatIsAnsweredAtOnceTellsFromWhichPartnerItCame() {
        var contact =
                "{\"serviceKey\": \"local:elterngeld\", \"intakeChannel\": \"PARTNER_OVERFLOW\", \"partner\": \"MZ\"}";
        var id = UUID.fromString(resolve(UUID.randomUUID().toString(), contact)
                .statusCode(201)
                .extract()
                .path("id"));
        var resolved = topics.await(id, "tickets", "org.poststelle.ticket.resolved-at-first-contact.v1");
        assertValid(resolved);
        assertThat(resolved.body().get("partner").asText()).isEqualTo("MZ");

        resolve(UUID.randomUUID().toString(), contact.replace("PARTNER_OVERFLOW", "ONLINE"))
                .statusCode(422)
                .body("violations.field", hasItem("partner"));
        resolve(UUID.randomUUID().toString(), contact.replace("MZ", "Mainz"))
                .statusCode(422)
                .body("violations.field", hasItem("partner"));
    }

    @Test
    void onlyACallFromAPartnerHasOne() {
        for (var channel : List.of("\"ONLINE\"", "null")) {
            api.as(SampleUser.ANNA)
                    .header("Accept-Language", "en")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .body(OVERFLOW.replace("\"PARTNER_OVERFLOW\"", channel))
                    .post("/api/v1/tickets")
                    .then()
                    .statusCode(422)
                    .body("type", problem("invalid-input"))
                    .body("violations.field", contains("partner"))
                    .body("violations.message", contains("is only for calls from a partner centre (PARTNER_OVERFLOW)"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mz", "MAINZ", "M1", " MZ"})
    void partnerIsWrittenAsACentre(String partner) {
        api.post(UUID.randomUUID().toString(), OVERFLOW.replace("MZ", partner))
                .statusCode(422)
                .body("violations.field", hasItem("partner"));
    }

    @Test
    void citizenSaysWhenACallIsWelcome() {
        var byCall = ENQUIRY.replace("EMAIL", "CALLBACK")
                .replace(
                        "\"email\": \"erika@beispiel.example\"",
                        "\"phone\": \"030 23125 008\", \"callWithin\": {\"from\": \"16:00\", \"to\": \"18:30\"}");
        api.ticket(SampleUser.ANNA, api.create(byCall).id())
                .body("citizen.callFrom", equalTo("16:00"))
                .body("citizen.callTo", equalTo("18:30"));
        api.post(UUID.randomUUID().toString(), byCall.replace("18:30", "08:30"))
                .statusCode(422)
                .body("violations.field", hasItem("citizen.callWithin.window"));
    }

    @Test
    void enquiryThatIsAnsweredAtOnceCountsOnceAndLeavesNothing() {
        var key = UUID.randomUUID().toString();
        var contact = "{\"serviceKey\": \"local:elterngeld\", \"intakeChannel\": \"IN_PERSON\"}";
        var id = UUID.fromString(resolve(key, contact).statusCode(201).extract().path("id"));
        resolve(key, contact).statusCode(201).body("id", equalTo(id.toString()));
        resolve(key, contact.replace("elterngeld", "wohngeld"))
                .statusCode(422)
                .body("type", problem("reused-idempotency-key"));
        resolve(key, "{\"serviceKey\": \"?\"}").statusCode(422).body("violations.field", hasItem("serviceKey"));

        var resolved = topics.await(id, "tickets", "org.poststelle.ticket.resolved-at-first-contact.v1");
        assertValid(resolved);
        assertThat(topics.about(id, "tickets")).hasSize(1);
        api.as(SampleUser.ANNA).get("/api/v1/tickets/{id}", id).then().statusCode(404);
    }

    private static void assertValid(Message message) {
        assertThat(Contracts.of("ticket-service").violations(message.type(), message.body()))
                .isEmpty();
    }

    private ValidatableResponse resolve(String key, String contact) {
        return api.as(SampleUser.ANNA)
                .header("Idempotency-Key", key)
                .body(contact)
                .post("/api/v1/tickets/first-contacts")
                .then();
    }

    @Test
    void clerksDoNotCreateTickets() {
        api.as(SampleUser.CARLA)
                .header("Idempotency-Key", "k")
                .body(ENQUIRY)
                .post("/api/v1/tickets")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'local:elterngeld'        | 'ELTERNGELD'              | serviceKey",
                "'071110000000'            | '7111'                    | regionKey",
                "'Frage zum Elterngeld'    | 'Frage\\nBcc: x@y.example'| subject",
                "'Frage zum Elterngeld'    | ' '                       | subject",
                "'Danke!'                  | 'Danke\\u0000'            | text",
                "'Frage zum Elterngeld'    | '\\u200b\\u2060'          | subject",
                "'erika@beispiel.example'  | 'a@b.example\\nBcc: c@d.example' | citizen.email",
                "'erika@beispiel.example'  | 'Erika <a@b.example>'     | citizen.email",
                "'erika@beispiel.example'  | 'erika@beispiel'          | citizen.email",
                "'erika@beispiel.example'  | '=?utf-8?q?x?=@b.example' | citizen.email",
                "'erika@beispiel.example'  | 'e\\u2028a@beispiel.example' | citizen.email",
                "'erika@beispiel.example'  | 'a@b.example, c@d.example' | citizen.email",
                "'\"name\": \"Erika Beispiel\"' | '\"phone\": \"Frau Beispiel 030 23125 008\"' | citizen.phone",
                "'\"name\": \"Erika Beispiel\"' | '\"phone\": \"12\"'       | citizen.phone",
                "'\"email\": \"erika@beispiel.example\", ' | ''             | citizen.email",
            })
    void invalidInputIsNamedWithItsField(String valid, String invalid, String field) {
        api.post(UUID.randomUUID().toString(), ENQUIRY.replace(valid, invalid))
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", problem("invalid-input"))
                .body("violations.field", hasItem(field));
    }

    @Test
    void unknownFieldsAndValuesAreRefused() {
        api.post(UUID.randomUUID().toString(), ENQUIRY.replace("\"subject\"", "\"status\": \"CLOSED\", \"subject\""))
                .statusCode(400)
                .body("type", problem("unknown-field"))
                .body("field", equalTo("status"));
        api.post(UUID.randomUUID().toString(), ENQUIRY.replace("\"language\": \"de\"", "\"language\": \"tlh\""))
                .statusCode(400)
                .body("type", problem("invalid-value"))
                .body("field", equalTo("citizen.language"));
    }
}
