package org.poststelle.rest;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hamcrest.Matcher;
import org.hamcrest.Matchers;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.localstack.server.TokenIssuer;

/** What the tests of this module share: the issuer of tokens, and requests of a signed-in agent. */
@SuppressWarnings("NullAway.Init")
abstract class RestConventionsTest {

    static final String THINGS = "/api/v1/things";

    TokenIssuer issuer;

    @ConfigProperty(name = "test.url")
    URI application;

    RequestSpecification agent() {
        return with(issuer.token(SampleUser.ANNA));
    }

    static RequestSpecification with(String token) {
        return given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    static Matcher<String> problem(String code) {
        return Matchers.equalTo("urn:poststelle:problem:" + code);
    }
}
