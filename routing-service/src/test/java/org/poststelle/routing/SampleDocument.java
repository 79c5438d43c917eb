package org.poststelle.routing;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;

/** The directory of the local stack, as it is or with changes, and how its keeper hands it in. */
public final class SampleDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FILE = Path.of("../dev/local-stack/src/main/resources/sample-directory.json");

    public final ObjectNode json;

    private SampleDocument(ObjectNode json) {
        this.json = json;
    }

    public static SampleDocument read() {
        try {
            return new SampleDocument((ObjectNode) JSON.readTree(FILE.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds an element, with single quotes for double ones. */
    public SampleDocument with(String list, String element) {
        try {
            json.withArray(list).add(JSON.readTree(element.replace('\'', '"')));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves a part of the document out. */
    public SampleDocument without(String part) {
        json.remove(part);
        return this;
    }

    /** Makes a list empty. */
    public SampleDocument emptied(String list) {
        json.putArray(list);
        return this;
    }

    /** Makes it the directory of the running service. */
    public void load(TokenIssuer issuer) {
        handIn(issuer).statusCode(204);
    }

    public ValidatableResponse handIn(TokenIssuer issuer) {
        return handIn(issuer, "*", "");
    }

    /** @param query of the address, with its question mark */
    public ValidatableResponse handIn(TokenIssuer issuer, String ifMatch, String query) {
        return given().auth()
                .oauth2(issuer.token(SampleUser.ADAM))
                .contentType("application/json")
                .header("If-Match", ifMatch)
                .body(json.toString())
                .put("/api/v1/directory" + query)
                .then();
    }
}
