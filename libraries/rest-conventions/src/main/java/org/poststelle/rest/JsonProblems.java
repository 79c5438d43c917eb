package org.poststelle.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The answer to JSON of another kind than expected, for which the server's own mapper has an empty one. */
class JsonProblems {

    @ServerExceptionMapper(
            value = {MismatchedInputException.class, JsonProcessingException.class},
            priority = Priorities.USER - 2)
    Response answer(JsonProcessingException exception, UriInfo uri) {
        return ExceptionMapperBase.postProcessorsRegistry
                .applyPostProcessing(HttpProblem.valueOf(Status.BAD_REQUEST), ProblemContext.of(exception, uri))
                .toResponse();
    }
}
