package org.poststelle.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * Gives every problem its stable type and a title and a sentence in the caller's language. What a library or the caller's
 * own input would put there (class names, echoed values) is replaced, so neither answers nor logs repeat it.
 */
@Singleton
class ProblemTexts implements ProblemPostProcessor {

    private static final String OWN_BUNDLE = "org.poststelle.rest.problems";
    private static final String SERVICE_BUNDLE = "problems";

    private final CallerLanguage language;
    private final BodyLimits limits;

    ProblemTexts(CallerLanguage language, BodyLimits limits) {
        this.language = language;
        this.limits = limits;
    }

    /** Before the library's own processors, its logger among them. */
    @Override
    public int priority() {
        return 1000;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        var isUnnamed = problem.getStatusCode() == Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode()
                && !(problem instanceof Problem);
        return describe(
                isUnnamed ? limits.tooLarge(Objects.requireNonNullElse(context.path, "")) : problem,
                context.cause,
                language.get());
    }

    HttpProblem describe(HttpProblem problem, Throwable cause, Locale locale) {
        var named = name(problem, cause);
        var builder = HttpProblem.builder(problem)
                .withStatus(named.status())
                .withHeader("Content-Language", locale.getLanguage())
                .withHeader("Vary", "Accept-Language")
                .withType(Problem.type(named.code()))
                .withTitle(text(named.code() + ".title", locale))
                .withDetail(MessageFormat.format(
                        text(named.code() + ".detail", locale),
                        named.arguments().toArray()));
        if (named.field() != null) {
            builder.with("field", named.field());
        }
        if (problem.getParameters().get("violations") instanceof List<?> violations) {
            builder.with("violations", ordered(violations));
        }
        return builder.build();
    }

    /** What is wrong with one field. */
    record Invalid(String field, String in, String message) {}

    /** By field, which validation does not do, and without the name it has for the element of a list: its index says it. */
    private static List<Invalid> ordered(List<?> violations) {
        return violations.stream()
                .map(Violation.class::cast)
                .map(found -> new Invalid(found.field.replace(".<list element>", ""), found.in, found.message))
                .sorted(Comparator.comparing(Invalid::field).thenComparing(Invalid::message))
                .toList();
    }

    private record Named(int status, String code, @Nullable String field, List<Object> arguments) {
        Named(int status, String code, @Nullable String field) {
            this(status, code, field, List.of());
        }
    }

    private static Named name(HttpProblem problem, Throwable cause) {
        if (problem instanceof Problem own) {
            return new Named(own.getStatusCode(), own.code(), null, own.arguments());
        }
        if (problem instanceof HttpValidationProblem) {
            return new Named(422, "invalid-input", null);
        }
        for (Throwable reason : problem.getStatusCode() < 500 ? causes(cause) : List.<Throwable>of()) {
            switch (reason) {
                case UnrecognizedPropertyException unknown -> {
                    return new Named(400, "unknown-field", path(unknown), List.of(path(unknown)));
                }
                case JsonMappingException mismatch
                when !mismatch.getPath().isEmpty() -> {
                    return new Named(400, "invalid-value", path(mismatch), List.of(path(mismatch)));
                }
                // JSON all right, but a list where an object is meant, or something after the end
                case MismatchedInputException _ -> {
                    return new Named(400, "malformed-request", null);
                }
                case JsonProcessingException malformed -> {
                    var at = malformed.getLocation();
                    return at == null
                            ? new Named(400, "malformed-request", null)
                            : new Named(400, "malformed-json", null, List.of(at.getLineNr(), at.getColumnNr()));
                }
                default -> {}
            }
        }
        return new Named(
                problem.getStatusCode(),
                switch (problem.getStatusCode()) {
                    case 400 -> "malformed-request";
                    case 401 -> "unauthenticated";
                    case 403 -> "forbidden";
                    case 404 -> "not-found";
                    case 405 -> "method-not-allowed";
                    case 406 -> "not-acceptable";
                    case 415 -> "unsupported-media-type";
                    case 503 -> "unavailable";
                    default -> problem.getStatusCode() < 500 ? "refused" : "internal-error";
                },
                null);
    }

    private static List<Throwable> causes(Throwable first) {
        var chain = new ArrayList<Throwable>();
        for (Throwable cause = first; cause != null && !chain.contains(cause); cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    private static String path(JsonMappingException mismatch) {
        var path = new StringBuilder();
        for (var step : mismatch.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String text(String key, Locale locale) {
        for (var bundle : List.of(SERVICE_BUNDLE, OWN_BUNDLE)) {
            try {
                return bundle(bundle, locale).getString(key);
            } catch (MissingResourceException _) {
                // the other bundle has it
            }
        }
        throw new IllegalStateException("No text for " + key);
    }

    private static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(
                name,
                locale,
                Thread.currentThread().getContextClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
