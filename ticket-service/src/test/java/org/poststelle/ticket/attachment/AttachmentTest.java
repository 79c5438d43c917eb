package org.poststelle.ticket.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

/** Files come with a ticket, are seen by those who may read it, and go with it. */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class AttachmentTest extends TicketServiceTest {

    private static final byte[] PNG_HEADER = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int MEGABYTE = 1024 * 1024;
    private static final SampleUser CORA = new SampleUser("cora.clerk", "clerk", null, ELTERNGELD);

    @Inject
    AttachmentSettings settings;

    private UUID id = new UUID(0, 0);

    @BeforeEach
    void forwardATicket() {
        id = api.create(ENQUIRY.replace("local:elterngeld", "local:wohngeld")).id();
        api.decide(id, 1, ELTERNGELD);
    }

    @Test
    void imageIsServedAsItWasAndNeverAsAPage() {
        var image = png("Ausweis");
        var location = add(SampleUser.ANNA, "Scan Größe*.png", "image/png", image)
                .statusCode(201)
                .body("name", equalTo("Scan Größe.png"))
                .body("type", equalTo("PNG"))
                .body("size", equalTo(image.length))
                .body("addedBy", equalTo("anna.agent"))
                .extract();
        String sha256 = location.path("sha256");
        api.ticket(SampleUser.ANNA, id).body("attachments", equalTo(1)).body("version", equalTo(2));

        var served = api.as(SampleUser.CARLA)
                .get(location.header("Location"))
                .then()
                .statusCode(200)
                .header("Content-Type", "image/png")
                .header("Content-Length", Integer.toString(image.length))
                .header("Content-Disposition", "attachment; filename*=UTF-8''Scan%20Gr%C3%B6%C3%9Fe.png")
                .header("ETag", "\"" + sha256 + "\"")
                .extract();

        assertThat(served.asByteArray()).isEqualTo(image);
        assertThat(served.headers().getValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(served.headers().getValues("Content-Security-Policy"))
                .containsExactly("sandbox; default-src 'none'");
        assertThat(served.headers().getValues("Cache-Control")).containsExactly("private, no-store");
        for (var accepted : List.of("image/png", "image/*", "application/json, image/png, text/plain")) {
            api.as(SampleUser.CARLA)
                    .accept(accepted)
                    .get(location.header("Location"))
                    .then()
                    .statusCode(200);
        }
        api.as(SampleUser.CARLA)
                .header("If-None-Match", "\"" + sha256 + "\"")
                .get(location.header("Location"))
                .then()
                .statusCode(304);
    }

    @Test
    void largeFileIsServedToItsLastByte() {
        var large = png("x".repeat(5 * MEGABYTE - PNG_HEADER.length));

        var location = add(SampleUser.CARLA, "Plan.png", "image/png", large)
                .statusCode(201)
                .extract()
                .header("Location");

        assertThat(api.as(SampleUser.ANNA).get(location).asByteArray()).isEqualTo(large);
    }

    @Test
    void fileThatIsNotWhatItSaysIsRefused() {
        var page = "<html><script>alert(1)</script></html>".getBytes(UTF_8);
        for (var type : List.of("image/png", "text/plain")) {
            add(SampleUser.ANNA, "Foto.png", type, page)
                    .statusCode(422)
                    .body("type", problem("attachment-type-mismatch"))
                    .body("field", equalTo("Content-Type"));
        }
        add(SampleUser.ANNA, "Seite.html", "text/html", page)
                .statusCode(415)
                .body("type", problem("attachment-type-not-allowed"));
        add(SampleUser.ANNA, "Leer.txt", "text/plain", new byte[0])
                .statusCode(422)
                .body("type", problem("empty-attachment"));
        add(SampleUser.ANNA, " ", "image/png", png("a")).statusCode(422).body("type", problem("invalid-input"));
        list(SampleUser.ANNA).body("items", empty());
    }

    @Test
    void fileOfMoreThanFiveMegabytesIsTooLarge() throws Exception {
        var tooLarge = png("x".repeat(6 * MEGABYTE));
        add(SampleUser.ANNA, "Film.png", "image/png", tooLarge)
                .statusCode(413)
                .body("type", problem("too-large"))
                .body("detail", equalTo("Diese Anfrage darf höchstens 5 MB groß sein."));

        var withoutLength = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/api/v1/tickets/%s/attachments?name=Film.png"
                                .formatted(RestAssured.port, id)))
                .header("Authorization", "Bearer " + issuer.token(SampleUser.ANNA))
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(Arrays.copyOf(tooLarge, 5 * MEGABYTE + 1))))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var refused = client.send(withoutLength, BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(413);
            assertThat(refused.body()).contains("too-large", "5 MB");
        }
    }

    @Test
    void otherRequestsHaveAMegabyteStill() {
        api.as(SampleUser.ANNA)
                .body("{\"text\": \"" + "x".repeat(MEGABYTE) + "\"}")
                .post("/api/v1/tickets/{id}/notes", id)
                .then()
                .statusCode(413)
                .body("detail", equalTo("Diese Anfrage darf höchstens 1 MB groß sein."));
    }

    @Test
    void ticketHasTenFilesAtMost() {
        for (int number = 1; number <= 10; number++) {
            add(SampleUser.ANNA, "Seite %d.png".formatted(number), "image/png", png("Seite"))
                    .statusCode(201);
        }
        add(SampleUser.ANNA, "Seite 11.png", "image/png", png("Seite"))
                .statusCode(409)
                .body("type", problem("too-many-attachments"));
        add(SampleUser.ANNA, "Seite 10.png", "image/png", png("Seite")).statusCode(201);

        remove(SampleUser.ANNA, list(SampleUser.ANNA).extract().path("items[0].id"))
                .statusCode(204);
        add(SampleUser.ANNA, "Seite 11.png", "image/png", png("Seite")).statusCode(201);
        api.ticket(SampleUser.ANNA, id).body("attachments", equalTo(10));
    }

    @Test
    void fileUploadedTwiceAtOnceIsOneFile() {
        try (var uploaders = Executors.newFixedThreadPool(2)) {
            IntStream.range(0, 2)
                    .forEach(_ -> uploaders.execute(() -> add(SampleUser.ANNA, "Foto.png", "image/png", png("a"))));
        }
        var again = add(SampleUser.ANNA, "Foto.png", "image/png", png("a"))
                .statusCode(201)
                .extract();

        list(SampleUser.ANNA).body("items.id", contains(again.<String>path("id")));
        assertThat(database.one(Long.class, "select count(*) from attachment_content where ticket_id = ?", id))
                .isEqualTo(1L);
        add(SampleUser.ANNA, "Anderes.png", "image/png", png("a")).statusCode(201);
        add(SampleUser.ANNA, "Foto.png", "image/png", png("b")).statusCode(201);
        list(SampleUser.ANNA).body("items", hasSize(3));
    }

    @Test
    void foreignCentreFindsNothing() {
        String file = add(SampleUser.ANNA, "Foto.png", "image/png", png("a"))
                .statusCode(201)
                .extract()
                .path("id");

        add(SampleUser.TOM, "Foto.png", "image/png", png("b")).statusCode(404);
        api.as(SampleUser.TOM)
                .get("/api/v1/tickets/{id}/attachments", id)
                .then()
                .statusCode(404);
        read(SampleUser.TOM, file).statusCode(404);
        remove(SampleUser.TOM, file).statusCode(404);
        var other = api.create();
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/attachments/{file}", other, file)
                .then()
                .statusCode(404);
        for (var table : List.of("attachment", "attachment_content")) {
            var rows = table + " where ticket_id = '" + id + "'";
            assertThat(database.countAs("centre:KO", rows)).as(table).isEqualTo(1);
            assertThat(database.countAs("authority:" + ELTERNGELD, rows))
                    .as(table)
                    .isEqualTo(1);
            assertThat(database.countAs("centre:TR", rows)).as(table).isZero();
            assertThat(database.countAs("", rows)).as(table).isZero();
        }
    }

    @Test
    void formerAuthorityReadsNothingAndTakesBackItsOwn() {
        String own = add(SampleUser.CARLA, "Irrtum.png", "image/png", png("a"))
                .statusCode(201)
                .extract()
                .path("id");
        String other = add(SampleUser.ANNA, "Foto.png", "image/png", png("b"))
                .statusCode(201)
                .extract()
                .path("id");
        api.act(SampleUser.CARLA, id, "return", 2, "{\"reason\": \"NOT_COMPETENT\", \"text\": \"Nicht wir.\"}")
                .statusCode(200);
        api.decide(id, 2, "koblenz-buergeramt");

        read(BUERGERAMT, other).statusCode(200);
        api.ticket(SampleUser.CARLA, id).body("attachments", nullValue());
        read(SampleUser.CARLA, own).statusCode(403).body("type", problem("not-assigned"));
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets/{id}/attachments", id)
                .then()
                .statusCode(403);
        add(SampleUser.CARLA, "Noch eins.png", "image/png", png("c")).statusCode(403);
        remove(SampleUser.CARLA, other).statusCode(403);
        remove(CORA, own).statusCode(403);
        remove(SampleUser.CARLA, own).statusCode(204);
        remove(SampleUser.CARLA, own).statusCode(403);
        remove(BUERGERAMT, other).statusCode(204);
        remove(BUERGERAMT, other).statusCode(204);
        api.as(SampleUser.ANNA)
                .get("/api/v1/tickets/{id}/attachments", id)
                .then()
                .body("items", empty());
    }

    @Test
    void historySaysWhatWasAddedAndRemovedAndKeepsTheNameApart() {
        String file = add(SampleUser.CARLA, "Ausweis Erika.png", "image/png", png("a"))
                .statusCode(201)
                .extract()
                .path("id");
        remove(SampleUser.KURT, file).statusCode(204);

        api.history(SampleUser.ANNA, id)
                .body(
                        "items.findAll { it.details.attachmentId == '%s' }.type".formatted(file),
                        contains("org.poststelle.ticket.attached.v1", "org.poststelle.ticket.detached.v1"))
                .body(
                        "items.findAll { it.details.attachmentId == '%s' }.actor".formatted(file),
                        contains("carla.clerk", "kurt.coordinator"))
                .body("items.text", hasItem("Ausweis Erika.png"));
        assertThat(database.list(String.class, "select details::text from ticket_history where ticket_id = ?", id))
                .noneMatch(details -> details.contains("Ausweis"));
        assertThat(topics.about(id, "tickets")).hasSize(2);
    }

    @Test
    void nothingIsLeftOfTheFilesOfAnErasedTicket() {
        add(SampleUser.ANNA, "Attest Erika.txt", "text/plain", "Befund".getBytes(UTF_8))
                .statusCode(201);
        api.act(SampleUser.ANNA, id, "closure", 2, "{\"outcome\": \"WITHDRAWN\", \"text\": \"Hat sich erledigt.\"}")
                .statusCode(200);
        add(SampleUser.ANNA, "Zu spät.png", "image/png", png("a"))
                .statusCode(409)
                .body("type", problem("nothing-to-do"));
        assertThat(stored()).contains("Attest", HexFormat.of().formatHex("Befund".getBytes(UTF_8)));

        api.act(SampleUser.KURT, id, "erasure", 3, null).statusCode(200).body("attachments", equalTo(0));

        assertThat(stored())
                .contains("org.poststelle.ticket.attached.v1")
                .doesNotContain("Attest", HexFormat.of().formatHex("Befund".getBytes(UTF_8)));
        list(SampleUser.ANNA).body("items", empty());
    }

    @Test
    void legalHoldKeepsFiles() {
        String file = add(SampleUser.ANNA, "Foto.png", "image/png", png("a"))
                .statusCode(201)
                .extract()
                .path("id");
        api.as(SampleUser.KURT)
                .body("{\"reason\": \"Aktenzeichen 4 K 115/26\"}")
                .put("/api/v1/tickets/{id}/legal-hold", id)
                .then()
                .statusCode(200);

        remove(SampleUser.ANNA, file).statusCode(409).body("type", problem("on-legal-hold"));
        read(SampleUser.ANNA, file).statusCode(200);
    }

    @Test
    void ticketsOfOtherServicesTakeNoFiles() {
        id = api.create();
        api.decide(id, 1, ELTERNGELD);

        add(SampleUser.ANNA, "Foto.png", "image/png", png("a"))
                .statusCode(409)
                .body("type", problem("attachments-off"));
        add(SampleUser.ANNA, "Foto.png", "image/png", png("x".repeat(3 * MEGABYTE)))
                .statusCode(409)
                .body("type", problem("attachments-off"));
    }

    @Test
    void noTicketTakesFilesUnlessTheOperatorSaysSo() throws IOException {
        assertThat(Files.readAllLines(Path.of("src", "main", "resources", "application.properties")))
                .contains("poststelle.attachments.allowed=${ATTACHMENTS_ALLOWED:}");
        assertThat(settings.allow("local:wohngeld")).isTrue();
        assertThat(settings.allow("local:bafoeg")).isTrue();
        assertThat(settings.allow("local:elterngeld")).isFalse();
    }

    private static byte[] png(String content) {
        var text = content.getBytes(UTF_8);
        var image = Arrays.copyOf(PNG_HEADER, PNG_HEADER.length + text.length);
        System.arraycopy(text, 0, image, PNG_HEADER.length, text.length);
        return image;
    }

    private ValidatableResponse add(SampleUser user, String name, String type, byte[] content) {
        return api.as(user)
                .contentType(type)
                .queryParam("name", name)
                .body(content)
                .post("/api/v1/tickets/{id}/attachments", id)
                .then();
    }

    private ValidatableResponse list(SampleUser user) {
        return api.as(user).get("/api/v1/tickets/{id}/attachments", id).then().statusCode(200);
    }

    private ValidatableResponse read(SampleUser user, String file) {
        return api.as(user)
                .get("/api/v1/tickets/{id}/attachments/{file}", id, file)
                .then();
    }

    private ValidatableResponse remove(SampleUser user, String file) {
        return api.as(user)
                .delete("/api/v1/tickets/{id}/attachments/{file}", id, file)
                .then();
    }

    /** All rows of all tables that name the ticket. */
    private String stored() {
        var tables = database.list(String.class, """
                select distinct table_name::text from information_schema.columns
                where table_schema = 'public' and column_name in ('ticket_id', 'id') and data_type = 'uuid'
                """);
        assertThat(tables).contains("attachment", "attachment_content", "written_text");
        return String.join(
                "\n",
                tables.stream()
                        .flatMap(table -> database
                                .list(
                                        String.class,
                                        "select stored::text from %s stored where stored::text like ?".formatted(table),
                                        "%" + id + "%")
                                .stream())
                        .toList());
    }
}
