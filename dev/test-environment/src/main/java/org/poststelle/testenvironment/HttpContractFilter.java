package org.poststelle.testenvironment;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Objects;

/** Fails a test that gets an answer from the service which the service's {@link HttpContract} does not list. */
public final class HttpContractFilter implements QuarkusTestBeforeClassCallback {

    @Override
    public void beforeClass(Class<?> test) {
        HttpContract.stored().ifPresent(contract -> RestAssured.replaceFiltersWith(new Answers(contract)));
    }

    private record Answers(HttpContract contract) implements Filter {

        @Override
        public Response filter(
                FilterableRequestSpecification request,
                FilterableResponseSpecification expected,
                FilterContext context) {
            var response = context.next(request, expected);
            var violations = contract.violations(
                    request.getMethod(),
                    URI.create(request.getURI()).getRawPath(),
                    response.statusCode(),
                    Objects.requireNonNullElse(response.contentType(), ""),
                    response.asString());
            if (!violations.isEmpty()) {
                throw new AssertionError("Not as contracts/openapi.yaml says: " + violations);
            }
            return response;
        }
    }
}
