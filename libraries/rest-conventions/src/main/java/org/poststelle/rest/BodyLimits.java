package org.poststelle.rest;

import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How large the body of a request may be: the same for all paths, but for those where files are uploaded. */
@Singleton
class BodyLimits {

    private static final long KILOBYTE = 1024;
    private static final long MEGABYTE = KILOBYTE * KILOBYTE;

    private final long usual;
    private final long uploads;
    private final Optional<Pattern> uploadPath;

    /** @param uploadPath the paths of uploads; the server's own limit has to be above theirs */
    BodyLimits(
            @ConfigProperty(name = "poststelle.http.max-body-size") MemorySize usual,
            @ConfigProperty(name = "poststelle.http.uploads.max-body-size") Optional<MemorySize> uploads,
            @ConfigProperty(name = "poststelle.http.uploads.path") Optional<String> uploadPath) {
        this.usual = usual.asLongValue();
        this.uploads = uploads.orElse(usual).asLongValue();
        this.uploadPath = uploadPath.map(Pattern::compile);
    }

    /** Whether files are uploaded to the path: its resource counts what it reads. */
    boolean isForUploads(String path) {
        return uploadPath.filter(pattern -> pattern.matcher(path).matches()).isPresent();
    }

    /** The bytes that a body for the path may have. */
    long of(String path) {
        return isForUploads(path) ? uploads : usual;
    }

    /** The refusal of a larger body. */
    Problem tooLarge(String path) {
        return tooLarge(of(path));
    }

    static Problem tooLarge(long limit) {
        var readable = limit % MEGABYTE == 0 ? limit / MEGABYTE + " MB" : limit / KILOBYTE + " kB";
        return Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, "too-large", readable);
    }
}
