package org.poststelle.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The paths of the service's API, as its resources declare them: what can be said of a request that reached none of them. */
@ApplicationScoped
class Routes {

    private final List<Route> routes;

    Routes(BeanManager beans) {
        this.routes = beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .map(Bean::getBeanClass)
                .distinct()
                .filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(Routes::routesOf)
                // "/things/new" before "/things/{id}"
                .sorted(Comparator.comparing((Route route) -> route.template().contains("{"))
                        .thenComparing(Route::template))
                .toList();
    }

    private record Route(String method, String template, Pattern pattern, List<MediaType> formats) {}

    /** The template of the path, such as {@code /api/v1/tickets/{id}}; nothing for a path of no resource. */
    Optional<String> template(String path) {
        return matching(path).map(Route::template).findFirst();
    }

    /** The methods that the path accepts. */
    Set<String> methods(String path) {
        return matching(path).map(Route::method).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The formats that the path answers in, with any method. */
    Set<MediaType> formats(String path) {
        return matching(path).flatMap(route -> route.formats().stream()).collect(Collectors.toUnmodifiableSet());
    }

    private Stream<Route> matching(String path) {
        return routes.stream().filter(route -> route.pattern().matcher(path).matches());
    }

    private static Stream<Route> routesOf(Class<?> resource) {
        var base = resource.getAnnotation(Path.class).value();
        return Arrays.stream(resource.getMethods())
                .map(method -> route(base, method))
                .filter(Objects::nonNull);
    }

    private static @Nullable Route route(String base, Method method) {
        for (var annotation : method.getAnnotations()) {
            var http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                var below = method.getAnnotation(Path.class);
                var template = ("/" + base + "/" + (below == null ? "" : below.value()))
                        .replaceAll("/+", "/")
                        .replaceAll("(.)/$", "$1");
                return new Route(http.value(), template, pattern(template), formats(method));
            }
        }
        return null;
    }

    private static List<MediaType> formats(Method method) {
        var produces = method.getAnnotation(Produces.class);
        return produces == null
                ? List.of()
                : Arrays.stream(produces.value()).map(MediaType::valueOf).toList();
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(Arrays.stream(template.split("/", -1))
                .map(segment -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/")));
    }
}
