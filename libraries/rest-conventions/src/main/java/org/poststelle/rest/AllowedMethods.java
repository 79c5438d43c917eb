package org.poststelle.rest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;

/** Says with a 405 which methods the address accepts (RFC 9110, section 15.5.6). */
@Singleton
class AllowedMethods implements ProblemPostProcessor {

    private final Routes routes;

    AllowedMethods(Routes routes) {
        this.routes = routes;
    }

    /** Before the texts, which make another problem of it. */
    @Override
    public int priority() {
        return 1001;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem.getStatusCode() != Status.METHOD_NOT_ALLOWED.getStatusCode() || context.path == null) {
            return problem;
        }
        return HttpProblem.builder(problem)
                .withHeader(HttpHeaders.ALLOW, String.join(", ", routes.methods(context.path)))
                .build();
    }
}
