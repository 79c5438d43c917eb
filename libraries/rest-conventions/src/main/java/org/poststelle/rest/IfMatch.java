package org.poststelle.rest;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response.Status;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as strong entity tags (RFC 9110, section 8.8.3): {@code "7"} is version 7. */
public final class IfMatch {

    /** What the OpenAPI document says of a header that {@link #versionOrAny} reads. */
    public static final String VERSION_OR_ANY =
            "The version seen last, as the ETag of the answer said it, or * for any";

    /** The form of such a header. */
    public static final String VERSION_OR_ANY_PATTERN = "^(\\*|\"\\d{1,18}\")$";

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})\"");

    private IfMatch() {}

    /**
     * The version the caller saw last.
     *
     * @param header the If-Match header
     * @throws Problem 428 when it is missing (RFC 6585), 412 when it names no version of ours: then it cannot be the current
     */
    public static long version(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw Problem.at("If-Match", Status.PRECONDITION_REQUIRED, "missing-version");
        }
        var tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw stale();
        }
        return Long.parseLong(tag.group(1));
    }

    /**
     * The version the caller saw last, or nothing for a caller who says by {@code *} that any will do (RFC 9110, section 13.1.1).
     *
     * @param header the If-Match header
     * @throws Problem as {@link #version} does
     */
    public static OptionalLong versionOrAny(@Nullable String header) {
        return "*".equals(header) ? OptionalLong.empty() : OptionalLong.of(version(header));
    }

    /** The answer to a command on a version that is no longer the current one. */
    public static Problem stale() {
        return Problem.at("If-Match", Status.PRECONDITION_FAILED, "stale-version");
    }

    /** The tag to answer with. */
    public static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }
}
