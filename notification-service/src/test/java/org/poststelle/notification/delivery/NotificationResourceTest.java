package org.poststelle.notification.delivery;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.notification.Neighbours;
import org.poststelle.notification.NotificationServiceTest;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.UnreliableLine.Fault;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
@WithTestResource(Neighbours.class)
class NotificationResourceTest extends NotificationServiceTest {

    @Test
    void refusedEmailIsSentAgainByACoordinator() {
        mail.line().breakWith(Fault.REFUSE_RECIPIENT);
        promise();
        var failed = topics.await(ticket, "notifications", FAILED);
        var resend =
                "/api/v1/notifications/" + failed.body().get("notificationId").asText() + "/resend";

        assertThat(OURS.violations(FAILED, failed.body())).isEmpty();
        assertThat(failed.body().get("reason").asText()).isEqualTo("REJECTED");
        as(SampleUser.ANNA).post(resend).then().statusCode(403);
        as(new SampleUser("other.coordinator", "coordinator", "TR", null))
                .post(resend)
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:poststelle:problem:not-found"));
        as(SampleUser.KURT).post(resend).then().statusCode(202).body("state", equalTo("RETRY"));
        as(SampleUser.KURT).post(resend).then().statusCode(202);

        topics.await(ticket, "notifications", SENT);
        as(SampleUser.KURT).post(resend).then().statusCode(202).body("state", equalTo("SENT"));
        assertThat(mailsTo(citizen)).hasSize(1);
    }

    @Test
    void coordinatorFindsAndResendsWhatFailedOverAllTickets() {
        var coordinator = new SampleUser("fay.coordinator", "coordinator", "FAIL", null);
        database.execute("""
                insert into mail_job (id, ticket_id, centre, kind, recipient, trigger_key, source_event, due_at,
                                      message_id, state, reason)
                select id, ?, 'FAIL', 'RECEIPT', 'CITIZEN', id::text, id, now(),
                       '<' || id || '@poststelle.example>', 'FAILED', 'RETRIES_EXHAUSTED'
                  from (select gen_random_uuid() as id from generate_series(1, 3)) as mail
                """, ticket);
        var path = "/api/v1/notifications/undelivered";

        var first = as(coordinator).get(path + "?limit=2");
        first.then()
                .statusCode(200)
                .body("items.state", equalTo(List.of("FAILED", "FAILED")))
                .body("items.reason", equalTo(List.of("RETRIES_EXHAUSTED", "RETRIES_EXHAUSTED")));
        as(coordinator)
                .get(path + "?limit=2&cursor=" + first.path("next"))
                .then()
                .body("items", hasSize(1));
        as(SampleUser.KURT)
                .get(path + "?limit=100")
                .then()
                .body("items.findAll { it.ticketId == '%s' }".formatted(ticket), hasSize(0));
        as(SampleUser.ANNA).get(path).then().statusCode(403);
        as(coordinator).get(path + "?state=SENT").then().statusCode(422);

        as(coordinator)
                .post(path + "/resend")
                .then()
                .statusCode(202)
                .body("notifications", equalTo(3))
                .body("more", equalTo(false));
        await().untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(3));
        assertThat(mailsTo(citizen)).hasSize(3);
        as(coordinator).post(path + "/resend").then().statusCode(202).body("notifications", equalTo(0));
        as(coordinator).get(path).then().body("items", hasSize(0));
    }

    @Test
    void undeliveredEmailsAreFoundByTheirIndex() {
        var plan = database.plan("""
                select id from mail_job where centre = 'KO' and state = 'FAILED'
                  and id > '00000000-0000-0000-0000-000000000000' order by id limit 21
                """);

        assertThat(plan)
                .anyMatch(line -> line.contains("mail_job_undelivered"))
                .anyMatch(line -> line.contains("Index Cond"))
                .noneMatch(line -> line.contains("Sort"));
    }

    @Test
    void skippedEmailIsNotSentAgain() {
        ((ObjectNode) correspondence.get("citizen")).remove("email");
        knowTicket();
        promise();
        awaitState("SKIPPED");
        var id = database.one(UUID.class, "select id from mail_job where ticket_id = ?", ticket);

        as(SampleUser.KURT)
                .header("Accept-Language", "de")
                .post("/api/v1/notifications/" + id + "/resend")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:poststelle:problem:notification-skipped"))
                .body("title", equalTo("Diese Mail hat keinen Empfänger"));
    }

    @Test
    void staffOfTheCentreSeesResultsAndNoAddresses() {
        promise();
        publish(TICKETS, "tickets", FORWARDED, 1);
        await().untilAsserted(
                        () -> assertThat(topics.about(ticket, "notifications")).hasSize(2));

        var path = "/api/v1/notifications?ticketId=" + ticket;
        var all = as(SampleUser.ANNA).get(path);
        var first = as(SampleUser.ANNA).get(path + "&limit=1");
        var second = as(SampleUser.ANNA).get(path + "&limit=1&cursor=" + first.path("next"));

        all.then()
                .statusCode(200)
                .body("items", hasSize(2))
                .body("items.state", equalTo(List.of("SENT", "SENT")))
                .body("items.attempts", equalTo(List.of(1, 1)));
        assertThat(all.asString()).doesNotContain("@").contains("\"recipient\":\"AUTHORITY\"");
        assertThat(List.of(first.<String>path("items[0].id"), second.<String>path("items[0].id")))
                .isEqualTo(all.path("items.id"));
        as(SampleUser.TOM).get(path).then().statusCode(404).body("type", equalTo("urn:poststelle:problem:not-found"));
        as(SampleUser.ANNA)
                .get("/api/v1/notifications?ticketId=" + UUID.randomUUID())
                .then()
                .statusCode(404);
        as(SampleUser.CARLA).get(path).then().statusCode(403);
        given().get(path).then().statusCode(401);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 422",
        "?ticketId=, 400",
        "?ticketId=keine, 400",
        "?ticketId=019aa1c7-5c00-7a10-8f3e-0115000000aa&limit=0, 422",
        "?ticketId=019aa1c7-5c00-7a10-8f3e-0115000000aa&limit=101, 422",
        "?ticketId=019aa1c7-5c00-7a10-8f3e-0115000000aa&cursor=x, 400"
    })
    void unreadableQueryIsRefused(String query, int status) {
        as(SampleUser.ANNA).get("/api/v1/notifications" + query).then().statusCode(status);
    }

    @Test
    void refusedParameterIsNamed() {
        var violations = as(SampleUser.ANNA)
                .get("/api/v1/notifications?limit=0&ticketId=" + ticket)
                .jsonPath()
                .getList("violations.field");

        assertThat(violations).isEqualTo(List.of("limit"));
    }
}
