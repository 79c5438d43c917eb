package org.poststelle.ticket.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.HttpContract;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** Every call of the API by everybody. A call that the API's document has and this matrix has not fails the build. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class AccessMatrixTest extends TicketServiceTest {

    private static final String MANY =
            "{\"tickets\": [{\"id\": \"00000000-0000-7000-8000-000000000000\", \"version\": 1}]";
    private static final String TEXT = "{\"text\": \"Text\"}";

    /** In order: of the centre of the ticket, of another; then those without a centre. */
    @SuppressWarnings("ImmutableEnumChecker") // users are records of strings
    private enum Person {
        AGENT(SampleUser.ANNA),
        COORDINATOR(SampleUser.KURT),
        CLERK(SampleUser.CARLA),
        AGENT_OF_ANOTHER_CENTRE(SampleUser.TOM),
        COORDINATOR_OF_ANOTHER_CENTRE(new SampleUser("tina.coordinator", "coordinator", "TR", null)),
        CLERK_OF_ANOTHER_AUTHORITY(SampleUser.VERA),
        ADMINISTRATOR(SampleUser.ADAM),
        NOTIFICATION_SERVICE(SampleUser.service("notification-service")),
        OTHER_SERVICE(SampleUser.service("other-service"));

        private final SampleUser user;

        Person(SampleUser user) {
            this.user = user;
        }

        /** Whether the person has the same role as those who may see the ticket, and may not see it. */
        private boolean isOfOthers() {
            return this == AGENT_OF_ANOTHER_CENTRE
                    || this == COORDINATOR_OF_ANOTHER_CENTRE
                    || this == CLERK_OF_ANOTHER_AUTHORITY;
        }

        private String role() {
            return user.role();
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // the set is a copy
    enum Call {
        CREATE("POST /api/v1/tickets", ENQUIRY, "agent", "coordinator"),
        COUNT_FIRST_CONTACT(
                "POST /api/v1/tickets/first-contacts",
                "{\"serviceKey\": \"local:elterngeld\"}",
                "agent",
                "coordinator"),
        LIST("GET /api/v1/tickets", "", "agent", "coordinator", "clerk"),
        COUNT("GET /api/v1/tickets/queues", "", "agent", "coordinator", "clerk"),
        SEARCH("POST /api/v1/tickets/search", "{\"words\": \"Elterngeld\"}", "agent", "coordinator", "clerk"),
        READ("GET /api/v1/tickets/{id}", "", "agent", "coordinator", "clerk"),
        ACCEPT("POST /api/v1/tickets/{id}/acceptance", "", "clerk"),
        ANSWER("POST /api/v1/tickets/{id}/answer", TEXT, "clerk"),
        LIST_ATTACHMENTS("GET /api/v1/tickets/{id}/attachments", "", "agent", "coordinator", "clerk"),
        ATTACH("POST /api/v1/tickets/{id}/attachments", "{}", "agent", "coordinator", "clerk"),
        READ_ATTACHMENT("GET /api/v1/tickets/{id}/attachments/{attachmentId}", "", "agent", "coordinator", "clerk"),
        REMOVE_ATTACHMENT(
                "DELETE /api/v1/tickets/{id}/attachments/{attachmentId}", "", "agent", "coordinator", "clerk"),
        CALL_BACK(
                "POST /api/v1/tickets/{id}/callbacks",
                "{\"outcome\": \"NOT_REACHED\"}",
                "agent",
                "coordinator",
                "clerk"),
        SEND_LETTER("POST /api/v1/tickets/{id}/letter-dispatch", "", "agent", "coordinator", "clerk"),
        ACCEPT_MANY("POST /api/v1/tickets/bulk/acceptance", MANY + "}", "clerk"),
        CLOSE_MANY(
                "POST /api/v1/tickets/bulk/closure",
                MANY + ", \"outcome\": \"ANSWERED\"}",
                "agent",
                "coordinator",
                "clerk"),
        RECALL_MANY("POST /api/v1/tickets/bulk/recall", MANY + ", \"text\": \"Text\"}", "coordinator"),
        CLAIM("PUT /api/v1/tickets/{id}/claim", "", "clerk"),
        RELEASE("DELETE /api/v1/tickets/{id}/claim", "", "coordinator", "clerk"),
        CLOSE("POST /api/v1/tickets/{id}/closure", "{\"outcome\": \"ANSWERED\"}", "agent", "coordinator", "clerk"),
        CORRECT_CONTACT(
                "PUT /api/v1/tickets/{id}/contact",
                "{\"replyChannel\": \"EMAIL\", \"citizen\": {\"email\": \"erika@neu.example\"}}",
                "agent",
                "coordinator",
                "clerk"),
        RECLASSIFY(
                "PUT /api/v1/tickets/{id}/classification",
                "{\"serviceKey\": \"local:wohngeld\", \"regionKey\": \"071110000000\"}",
                "agent",
                "coordinator",
                "clerk"),
        PRIORITISE("PUT /api/v1/tickets/{id}/priority", "{\"priority\": \"URGENT\"}", "agent", "coordinator", "clerk"),
        SAVE_DRAFT("PUT /api/v1/tickets/{id}/draft", TEXT, "clerk"),
        DISCARD_DRAFT("DELETE /api/v1/tickets/{id}/draft", "", "clerk"),
        LIST_DRAFTS("GET /api/v1/tickets/{id}/drafts", "", "clerk"),
        ERASE("POST /api/v1/tickets/{id}/erasure", "", "coordinator"),
        LIST_LINKS("GET /api/v1/tickets/{id}/links", "", "agent", "coordinator", "clerk"),
        LINK("PUT /api/v1/tickets/{id}/links/{otherId}", "{\"kind\": \"RELATED\"}", "agent", "coordinator"),
        UNLINK("DELETE /api/v1/tickets/{id}/links/{otherId}", "", "agent", "coordinator"),
        MERGE("POST /api/v1/tickets/{id}/merge", "{\"into\": \"{id}\"}", "agent", "coordinator", "clerk"),
        HISTORY("GET /api/v1/tickets/{id}/history", "", "agent", "coordinator", "clerk"),
        VERIFY("GET /api/v1/tickets/{id}/history/verification", "", "coordinator"),
        FOLLOW_UP("PUT /api/v1/tickets/{id}/follow-up", "{\"on\": \"2026-12-01\"}", "agent", "coordinator", "clerk"),
        END_FOLLOW_UP("DELETE /api/v1/tickets/{id}/follow-up", "", "agent", "coordinator", "clerk"),
        INFORM("POST /api/v1/tickets/{id}/interim-reply", TEXT, "clerk"),
        HOLD("PUT /api/v1/tickets/{id}/legal-hold", "{\"reason\": \"Az. 1/26\"}", "coordinator"),
        END_HOLD("DELETE /api/v1/tickets/{id}/legal-hold", "", "coordinator"),
        NOTE("POST /api/v1/tickets/{id}/notes", TEXT, "agent", "coordinator", "clerk"),
        ASK("POST /api/v1/tickets/{id}/question", TEXT, "clerk"),
        WITHDRAW_QUESTION("DELETE /api/v1/tickets/{id}/question", "", "clerk"),
        REOPEN("POST /api/v1/tickets/{id}/reopening", TEXT, "agent", "coordinator"),
        REPLY("POST /api/v1/tickets/{id}/reply", TEXT, "agent", "coordinator", "clerk"),
        RETURN("POST /api/v1/tickets/{id}/return", "{\"reason\": \"OTHER\", \"text\": \"Text\"}", "clerk"),
        RECALL("POST /api/v1/tickets/{id}/recall", TEXT, "coordinator"),
        LIST_TEXT_MODULES("GET /api/v1/text-modules", "", "clerk"),
        ADD_TEXT_MODULE("POST /api/v1/text-modules", "{\"title\": \"{x}\", \"text\": \"{x}\"}", "clerk"),
        READ_TEXT_MODULE("GET /api/v1/text-modules/{id}", "", "clerk"),
        REWRITE_TEXT_MODULE("PUT /api/v1/text-modules/{id}", "{\"title\": \"Titel\", \"text\": \"Text\"}", "clerk"),
        REMOVE_TEXT_MODULE("DELETE /api/v1/text-modules/{id}", "", "clerk"),
        LIST_TEXT_MODULES_FOR_TICKET("GET /api/v1/tickets/{id}/text-modules", "", "clerk"),
        READ_PRIVACY_SETTINGS("GET /api/v1/privacy-settings", "", "coordinator"),
        LIST_PRIVACY_SETTINGS_VERSIONS("GET /api/v1/privacy-settings/versions", "", "coordinator"),
        REPLACE_PRIVACY_SETTINGS("PUT /api/v1/privacy-settings", "{\"keptDays\": 30}", "coordinator"),
        LIST_RELEASES("GET /api/v1/tickets/releases", "", "clerk"),
        READ_FILED_ANSWER("GET /api/v1/tickets/{id}/release", "", "clerk"),
        RELEASE_ANSWER(
                "POST /api/v1/tickets/{id}/release",
                "{\"answerId\": \"00000000-0000-7000-8000-000000000000\"}",
                "clerk"),
        REFUSE_ANSWER(
                "POST /api/v1/tickets/{id}/release/refusal",
                "{\"answerId\": \"00000000-0000-7000-8000-000000000000\", \"text\": \"Text\"}",
                "clerk"),
        READ_RELEASE_RULES("GET /api/v1/release-rules/{authority}", "", "admin"),
        LIST_RELEASE_RULES_VERSIONS("GET /api/v1/release-rules/{authority}/versions", "", "admin"),
        REPLACE_RELEASE_RULES(
                "PUT /api/v1/release-rules/{authority}", "{\"required\": false, \"serviceKeyPrefixes\": []}", "admin"),
        LIST_CONTACT_READINGS("GET /api/v1/tickets/{id}/contact-readings", "", "coordinator"),
        EXPORT("POST /api/v1/privacy/exports", "{\"email\": \"niemand@beispiel.example\"}", "coordinator"),
        LIST_EXPORTS("GET /api/v1/privacy/exports", "", "coordinator"),
        WATCH("GET /api/v1/live", "", "agent", "coordinator", "clerk"),
        CORRESPOND("GET /internal/v1/correspondence", "", "notification-service"),
        LIST_PARKED("GET /operations/parked-records", "", "admin"),
        DISCARD_PARKED("DELETE /operations/parked-records/{id}", "", "admin"),
        REPLAY_PARKED("POST /operations/parked-records/{id}/replay", "", "admin");

        private final String operation;
        private final String body;
        private final Set<String> roles;

        Call(String operation, String body, String... roles) {
            this.operation = operation;
            this.body = body;
            this.roles = Set.of(roles);
        }

        private boolean isAboutATicket() {
            return operation.contains("/tickets/{id}");
        }
    }

    @Test
    void everyCallOfTheApiIsInTheMatrix() {
        assertThat(Arrays.stream(Call.values()).map(call -> call.operation))
                .containsExactlyInAnyOrderElementsOf(
                        HttpContract.stored().orElseThrow().calls());
    }

    @ParameterizedTest
    @EnumSource
    void callIsForItsRolesAndATicketForThoseWhoseItIs(Call call) {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        attach(id);

        assertThat(status(call, id, given())).as("without a token").isEqualTo(401);
        for (var person : Person.values()) {
            var status = status(call, id, api.as(person.user));
            if (!call.roles.contains(person.role())) {
                assertThat(status).as("%s as %s", call, person).isEqualTo(403);
            } else if (call.isAboutATicket() && person.isOfOthers()) {
                assertThat(status).as("%s as %s", call, person).isEqualTo(404);
            } else {
                var refusals = call.operation.contains("{id}") && !call.isAboutATicket()
                        ? List.of(401, 403)
                        : List.of(401, 403, 404);
                assertThat(status)
                        .as("%s as %s", call, person)
                        .isNotIn(refusals)
                        .isLessThan(500);
            }
        }
    }

    /** With the id of the ticket; the content is that of an empty file. */
    private void attach(UUID id) {
        database.execute("""
                insert into attachment (id, ticket_id, name, type, size, sha256, added_by, added_at)
                values (?, ?, 'Antrag.txt', 'TEXT', 0, repeat('0', 64), 'anna.agent', now())
                """, id, id);
    }

    /** On a version that the ticket does not have, so that nothing happens to it where that matters. */
    private static int status(Call call, UUID id, RequestSpecification caller) {
        var parts = call.operation.split(" ", 2);
        var path = parts[1].replace("{id}", call.isAboutATicket() ? id.toString() : "999999")
                .replace("{otherId}", id.toString())
                .replace("{authority}", ELTERNGELD)
                .replace("{attachmentId}", id.toString());
        var request = caller.contentType("application/json")
                .header("If-Match", "\"99\"")
                .header("Idempotency-Key", UUID.randomUUID().toString());
        if (call == Call.ATTACH) {
            request.queryParam("name", "Antrag.txt");
        }
        if (call == Call.CORRESPOND) {
            request.queryParam("ticket", id.toString());
        }
        if (call == Call.WATCH) {
            request.queryParam("queue", "UNKNOWN"); // refused, because a stream would not end
        }
        return (call.body.isEmpty() ? request : request.body(call.body.replace("{id}", id.toString())))
                .request(parts[0], path)
                .statusCode();
    }
}
