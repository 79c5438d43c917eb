package org.poststelle.ticket.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketApi;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class QueueTest extends TicketServiceTest {

    @Test
    void listIsPagedWithoutGapsOrDoubles() {
        var created = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            created.addFirst(api.create().toString());
        }
        var read = new ArrayList<String>();
        String url = "/api/v1/tickets?state=NEW&limit=2";
        while (url != null && read.size() < 5) {
            var page = api.as(SampleUser.ANNA).get(url).then().statusCode(200).extract();
            read.addAll(page.jsonPath().getList("items.id"));
            var next = page.jsonPath().getString("next");
            url = next == null ? null : "/api/v1/tickets?state=NEW&limit=2&cursor=" + next;
            if (next != null) {
                assertThat(page.header("Link")).contains("cursor=" + next).contains("rel=\"next\"");
            }
        }
        assertThat(read.subList(0, 5)).isEqualTo(created);
    }

    @Test
    void listFollowsTheStateOfItsTickets() {
        var id = api.create();
        api.decide(id, 1, ELTERNGELD);
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets?state=FORWARDED")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id.toString()))
                .body("items.state", everyItem(equalTo("FORWARDED")));
        api.act(SampleUser.CARLA, id, "acceptance", 2, null).statusCode(200);
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets?state=FORWARDED")
                .then()
                .body("items.id", not(hasItem(id.toString())));
    }

    /** An authority of its own, so that no other test has tickets there. */
    private final SampleUser clerk = new SampleUser(
            "queue.clerk", "clerk", null, "authority-" + UUID.randomUUID().toString());

    private UUID forwarded(String dueAt) {
        var id = api.create();
        topics.publish("sla", "org.poststelle.sla.promised.v1", id, 1, "KO", "{\"dueAt\": \"%s\"}".formatted(dueAt));
        api.decide(id, 1, Objects.requireNonNull(clerk.authority()));
        await().untilAsserted(() -> api.ticket(SampleUser.ANNA, id).body("dueAt", notNullValue()));
        return id;
    }

    private List<String> list(SampleUser user, String query) {
        return api.as(user)
                .get("/api/v1/tickets?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id");
    }

    @Test
    void clerkFindsWhatIsDueFirstBeforeTheRest() {
        var later = forwarded("2999-06-05T12:00:00Z").toString();
        var overdue = forwarded("2026-06-03T12:00:00Z").toString();
        var sooner = forwarded("2999-06-04T12:00:00Z").toString();

        assertThat(list(clerk, "queue=INBOX")).containsExactly(overdue, sooner, later);
        assertThat(list(clerk, "dueBefore=2999-06-05T00:00:00Z")).containsExactly(overdue, sooner);
        assertThat(list(clerk, "queue=WORKING")).isEmpty();
        assertThat(list(SampleUser.ANNA, "dueBefore=2026-06-03T12:00:01Z")).contains(overdue);
        api.as(clerk)
                .get("/api/v1/tickets/queues")
                .then()
                .statusCode(200)
                .body("items.queue", contains("INBOX", "WORKING", "WAITING", "CALLBACK", "LETTER", "ANSWERED"))
                .body("items.tickets", contains(3, 0, 0, 0, 0, 0))
                .body("items.overdue", contains(1, 0, 0, 0, 0, 0))
                .body("items[0].nextDueAt", equalTo("2026-06-03T12:00:00Z"));
    }

    @Test
    void listOfWorkIsPagedWithoutGapsOrDoubles() {
        var sameTime = List.of(forwarded("2999-06-04T12:00:00Z"), forwarded("2999-06-04T12:00:00Z"));
        var last = forwarded("2999-06-05T12:00:00Z");
        var read = new ArrayList<String>();
        String cursor = "";
        while (cursor != null && read.size() < 4) {
            var page = api.as(clerk)
                    .get("/api/v1/tickets?queue=INBOX&limit=1" + cursor)
                    .then()
                    .statusCode(200)
                    .extract();
            read.addAll(page.jsonPath().getList("items.id"));
            var next = page.jsonPath().getString("next");
            cursor = next == null ? null : "&cursor=" + next;
        }
        assertThat(read)
                .containsExactly(
                        sameTime.getFirst().toString(), sameTime.getLast().toString(), last.toString());
    }

    @Test
    void ticketLeavesTheQueuesOfAnAuthorityThatReturnedIt() {
        var id = forwarded("2999-06-04T12:00:00Z");

        api.act(clerk, id, "return", 2, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht bei uns.\"}")
                .statusCode(200);

        assertThat(list(clerk, "queue=INBOX")).isEmpty();
        assertThat(list(clerk, "dueBefore=9999-01-01T00:00:00Z")).isEmpty();
        assertThat(list(clerk, "queue=PASSED_ON")).containsExactly(id.toString());
        assertThat(list(SampleUser.KURT, "queue=UNDECIDED&limit=100&dueBefore=2999-06-04T12:00:01Z"))
                .contains(id.toString());
        api.decide(id, 2, ELTERNGELD);
        assertThat(list(SampleUser.CARLA, "queue=INBOX&limit=100&dueBefore=2999-06-04T12:00:01Z"))
                .contains(id.toString());
        assertThat(list(clerk, "queue=PASSED_ON")).containsExactly(id.toString());
    }

    @Test
    void answeredTicketIsWorkOnlyWhileACallbackIsDue() {
        var id = forwarded("2999-06-04T12:00:00Z");
        api.act(clerk, id, "acceptance", 2, null).statusCode(200);
        assertThat(list(clerk, "queue=WORKING")).containsExactly(id.toString());

        api.act(clerk, id, "answer", 3, "{\"text\": \"Ja.\"}").statusCode(200);

        assertThat(list(clerk, "queue=ANSWERED")).containsExactly(id.toString());
        assertThat(list(clerk, "dueBefore=9999-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void ticketIsFoundByTheReferenceThatTheCitizenReadsOut() {
        var receipt = api.create(TicketApi.ENQUIRY);
        var asHeard = " " + receipt.reference().toLowerCase(Locale.ROOT) + " ";

        assertThat(list(SampleUser.ANNA, "reference=" + asHeard))
                .containsExactly(receipt.id().toString());
        assertThat(list(SampleUser.TOM, "reference=" + receipt.reference())).isEmpty();
        assertThat(list(SampleUser.CARLA, "reference=" + receipt.reference())).isEmpty();
        assertThat(list(SampleUser.ANNA, "reference=KO-1999-000001")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "queue = 'ANSWERED' | ticket_access_queue",
                "queue in ('UNDECIDED', 'INBOX', 'WORKING', 'CALLBACK', 'LETTER') | ticket_access_open",
            })
    void workIsReadInTheOrderOfAnIndex(String condition, String index) {
        var plan = database.plan("""
                select ticket_id from ticket_access
                where grantee = 'authority:koblenz-elterngeldstelle' and %s
                  and due_at < '2999-01-01' and (due_at, ticket_id) > ('2026-01-01', gen_random_uuid())
                order by due_at, ticket_id limit 21
                """.formatted(condition));

        assertThat(plan)
                .anyMatch(line -> line.contains(index))
                .anyMatch(line -> line.contains("Index Cond"))
                .noneMatch(line -> line.contains("Sort"));
    }

    @Test
    void unreadableQueriesNameTheirParameter() {
        for (var query :
                List.of("state=NEW&queue=INBOX", "reference=KO-2026-000001&queue=INBOX", "reference=x&cursor=y")) {
            api.as(SampleUser.ANNA)
                    .get("/api/v1/tickets?" + query)
                    .then()
                    .statusCode(400)
                    .body("type", problem("conflicting-filters"));
        }
        for (var query : new String[] {
            "state=LOST",
            "cursor=nowhere",
            "limit=many",
            "queue=LOST",
            "dueBefore=tomorrow",
            "cursor=2026~1&queue=INBOX"
        }) {
            api.as(SampleUser.ANNA)
                    .get("/api/v1/tickets?" + query)
                    .then()
                    .statusCode(400)
                    .body("field", equalTo(query.substring(0, query.indexOf('='))));
        }
        api.as(SampleUser.ANNA).get("/api/v1/tickets?limit=101").then().statusCode(422);
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}", "no-uuid")
                .then()
                .statusCode(404)
                .body("type", problem("not-found"));
    }
}
