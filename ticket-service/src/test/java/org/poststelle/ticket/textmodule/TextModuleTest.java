package org.poststelle.ticket.textmodule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;
import static org.poststelle.ticket.TicketApi.problem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class TextModuleTest extends TicketServiceTest {

    private static final String PATH = "/api/v1/text-modules";

    /** Of an authority of its own for each test. */
    private final SampleUser clerk = clerkOf("amt-" + UUID.randomUUID());

    @Test
    void moduleIsAddedRewrittenAndRemoved() {
        var added = add(clerk, "Unterlagen", "local:elterngeld", "Bitte bringen Sie {name} mit.")
                .statusCode(201)
                .body("changedBy", equalTo("carl.clerk"));
        var path = added.extract().header("Location");
        var tag = added.extract().header("ETag");

        api.as(clerk)
                .header("If-Match", tag)
                .body(module("Unterlagen", "local:elterngeld", "Bitte nicht."))
                .put(path)
                .then()
                .statusCode(200)
                .body("text", equalTo("Bitte nicht."));

        api.as(clerk)
                .header("If-Match", tag)
                .body(module("Unterlagen", "local:elterngeld", "Oder doch."))
                .put(path)
                .then()
                .statusCode(412);
        api.as(clerk).get(path).then().statusCode(200).body("text", equalTo("Bitte nicht."));
        api.as(clerk).delete(path).then().statusCode(204);
        api.as(clerk).delete(path).then().statusCode(204);
        api.as(clerk).get(path).then().statusCode(404).body("type", problem("not-found"));
    }

    @Test
    void modulesAreThoseOfTheAuthority() {
        var path = add(clerk, "Gruß", null, "Guten Tag").extract().header("Location");
        var other = clerkOf("amt-" + UUID.randomUUID());

        api.as(other).get(PATH).then().statusCode(200).body("items", empty());
        api.as(other).get(path).then().statusCode(404);
        api.as(other).delete(path).then().statusCode(204);

        api.as(clerk).get(path).then().statusCode(200);
        assertThat(database.countAs(
                        "authority:" + other.authority(), "text_module where authority = '" + clerk.authority() + "'"))
                .isZero();
    }

    @Test
    void secondClickAddsNoSecondModule() {
        add(clerk, "Gruß", null, "Guten Tag").statusCode(201);
        add(clerk, "Gruß", null, "Guten Tag").statusCode(409).body("type", problem("title-taken"));
        add(clerk, "Gruß", "local:elterngeld", "Guten Tag").statusCode(201);
    }

    @Test
    void modulesComeByTitlePageByPage() {
        for (var title : new String[] {"C", "A", "D", "B"}) {
            add(clerk, title, title.equals("D") ? "local:wohngeld" : null, "Text");
        }
        var first =
                api.as(clerk).get(PATH + "?limit=2&serviceKey=local:elterngeld").then();
        first.body("items.title", contains("A", "B"));
        api.as(clerk)
                .queryParam("cursor", first.extract().<String>path("next"))
                .get(PATH + "?limit=2&serviceKey=local:elterngeld")
                .then()
                .body("items.title", contains("C"))
                .body("next", nullValue());
        api.as(clerk).get(PATH).then().body("items.title", contains("A", "B", "C", "D"));
        api.as(clerk).get(PATH + "?cursor=x").then().statusCode(400).body("type", problem("invalid-cursor"));
    }

    @Test
    void unknownPlaceholderIsNamed() {
        add(clerk, "Anrede", null, "Guten Tag {Vorname},")
                .statusCode(422)
                .body("type", problem("unknown-placeholder"))
                .body("field", equalTo("text"));
    }

    @Test
    void moduleIsFilledInForATicket() {
        var title = "Anrede " + UUID.randomUUID();
        add(SampleUser.CARLA, title, "local:elterngeld", "Guten Tag {name}, zu {reference}{due}: $1");
        var created = api.create(ENQUIRY);
        api.decide(created.id(), 1, ELTERNGELD);

        filled(created.id(), title, "Guten Tag Erika Beispiel, zu " + created.reference() + ": $1");

        api.put(
                SampleUser.ANNA,
                created.id(),
                "contact",
                2,
                "{\"replyChannel\": \"EMAIL\", \"citizen\": {\"email\": \"neu@beispiel.example\"}}");
        filled(created.id(), title, "Guten Tag, zu " + created.reference() + ": $1");
        api.act(SampleUser.CARLA, created.id(), "return", 3, "{\"reason\": \"OTHER\", \"text\": \"Nein.\"}");
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets/{id}/text-modules", created.id())
                .then()
                .statusCode(403)
                .body("type", problem("not-assigned"));
    }

    private void filled(UUID ticket, String title, String text) {
        api.as(SampleUser.CARLA)
                .get("/api/v1/tickets/{id}/text-modules?limit=100", ticket)
                .then()
                .statusCode(200)
                .body("items.find { it.title == '%s' }.text".formatted(title), equalTo(text))
                .body("items.title", hasItem(title));
    }

    private ValidatableResponse add(SampleUser user, String title, @Nullable String serviceKey, String text) {
        return api.as(user).body(module(title, serviceKey, text)).post(PATH).then();
    }

    private static String module(String title, @Nullable String serviceKey, String text) {
        return "{%s\"title\": \"%s\", \"text\": \"%s\"}"
                .formatted(serviceKey == null ? "" : "\"serviceKey\": \"" + serviceKey + "\", ", title, text);
    }

    private static SampleUser clerkOf(String authority) {
        return new SampleUser("carl.clerk", "clerk", null, authority);
    }
}
