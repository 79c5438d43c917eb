package org.poststelle.rest;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;

/**
 * Keeps raw paths out of the metrics of requests. A request that is refused before its resource is found would bring its own path as
 * {@code uri}, and anybody could use up the number of series.
 */
@Singleton
class RequestMetrics implements MeterFilter {

    private static final String URI = "uri";

    /** What is used for requests that no resource was found for. */
    static final String UNKNOWN = "UNKNOWN";

    private final Routes routes;

    RequestMetrics(Routes routes) {
        this.routes = routes;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        var uri = id.getTag(URI);
        if (!id.getName().startsWith("http.server") || uri == null || !uri.startsWith("/")) {
            return id;
        }
        return id.replaceTags(id.getTags().stream()
                .map(tag -> tag.getKey().equals(URI)
                        ? Tag.of(URI, routes.template(uri).orElse(UNKNOWN))
                        : tag)
                .toList());
    }
}
