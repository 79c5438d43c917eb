package org.poststelle.rest;

import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, read by key and not by offset, so that it is as fast on page 1000 as on page 1 and skips nothing that
 * was there all along.
 *
 * @param items the entries, in the list's order
 * @param next the cursor that continues after the last of them; absent on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 100;

    /**
     * @param found up to {@code limit + 1} entries: the extra one tells that there is a next page
     * @param limit the number of entries the caller asked for
     * @param cursor the place of an entry in the list's order
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var items = List.copyOf(found.subList(0, limit));
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    /**
     * The place in a list that a caller's cursor names.
     *
     * @param reader reads what {@link #of} was given for it; fails with one of these for anything else
     * @throws Problem 400 invalid-cursor, for a cursor that does not come from the list
     */
    public static <T> T place(String cursor, Function<String, T> reader) {
        try {
            return reader.apply(cursor);
        } catch (DateTimeException | IllegalArgumentException _) {
            throw Problem.at("cursor", Status.BAD_REQUEST, "invalid-cursor");
        }
    }

    /** The same page with other views of its entries. */
    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }

    /** The answer, with the next page as a link too (RFC 8288). */
    public RestResponse<Page<T>> answer(UriInfo request) {
        var answer = ResponseBuilder.ok(this);
        if (next != null) {
            var uri = request.getRequestUriBuilder()
                    .replaceQueryParam("cursor", next)
                    .build();
            // relative: behind a gateway the service does not know its public address
            answer.header("Link", "<%s?%s>; rel=\"next\"".formatted(uri.getRawPath(), uri.getRawQuery()));
        }
        return answer.build();
    }
}
