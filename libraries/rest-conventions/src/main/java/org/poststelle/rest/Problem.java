package org.poststelle.rest;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal in the form of RFC 9457. Its texts are looked up in the caller's language when it is answered, under
 * {@code <code>.title} and {@code <code>.detail} in the {@code problems} bundle of the service or of this module.
 */
public final class Problem extends HttpProblem {

    private static final String TYPE_PREFIX = "urn:poststelle:problem:";

    private static final int UNPROCESSABLE_CONTENT = 422;

    private final String code;
    private final transient List<Object> arguments;

    private Problem(int status, String code, @Nullable String field, List<Object> arguments) {
        super(builder(status, code, field));
        this.code = code;
        this.arguments = arguments;
    }

    /**
     * @param status the HTTP status to answer with
     * @param code the stable last part of the problem's type
     * @param arguments what the detail sentence names as {0}, {1}, ...; never personal data
     */
    public static Problem of(Status status, String code, Object... arguments) {
        return new Problem(status.getStatusCode(), code, null, List.of(arguments));
    }

    /** The same for one field or header of the request, named as the caller wrote it. */
    public static Problem at(String field, Status status, String code, Object... arguments) {
        return new Problem(status.getStatusCode(), code, field, List.of(arguments));
    }

    /** For input that can be read and still cannot be right (422, RFC 9110), which has no constant in Jakarta REST. */
    public static Problem unprocessable(String field, String code, Object... arguments) {
        return new Problem(UNPROCESSABLE_CONTENT, code, field, List.of(arguments));
    }

    /** For a body that is larger than so many bytes (413), found while it is read. */
    public static Problem tooLarge(long limit) {
        return BodyLimits.tooLarge(limit);
    }

    /** The stable identifier of the kind of problem, as it stands in {@code type}. */
    static URI type(String code) {
        return URI.create(TYPE_PREFIX + code);
    }

    String code() {
        return code;
    }

    List<Object> arguments() {
        return arguments;
    }

    private static Builder builder(int status, String code, @Nullable String field) {
        var builder = HttpProblem.builder().withStatus(status).withType(type(code));
        return field == null ? builder : builder.with("field", field);
    }
}
