package org.poststelle.rest;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Response.Status;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses query parameters that the resource does not know, and values that are not of the parameter's kind. A mistyped filter that
 * is ignored would return something else than was asked for; and of an unreadable value Jakarta REST by itself says that there is
 * nothing here (404).
 */
class QueryParameters {

    private final Map<Method, Map<String, Expected>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    void check(ContainerRequestContext request, ResourceInfo resource) {
        var parameters = known.computeIfAbsent(resource.getResourceMethod(), QueryParameters::parameters);
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            var expected = parameters.get(name);
            if (expected == null) {
                throw Problem.at(name, Status.BAD_REQUEST, "unknown-parameter", name);
            }
            if ((values.size() != 1 && !expected.repeated())
                    || !values.stream().allMatch(value -> isReadable(value, expected.type()))) {
                throw Problem.at(name, Status.BAD_REQUEST, "invalid-value", name);
            }
        });
    }

    /**
     * What a parameter is.
     *
     * @param repeated whether it may come more than once
     */
    private record Expected(Type type, boolean repeated) {

        static Expected of(Parameter parameter) {
            return parameter.getParameterizedType() instanceof ParameterizedType many && many.getRawType() == Set.class
                    ? new Expected(many.getActualTypeArguments()[0], true)
                    : new Expected(parameter.getType(), false);
        }
    }

    private static Map<String, Expected> parameters(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(QueryParam.class))
                .collect(Collectors.toMap(
                        parameter -> parameter.getAnnotation(QueryParam.class).value(), Expected::of));
    }

    private static boolean isReadable(String value, Type type) {
        if (type == int.class) {
            return value.matches("-?\\d{1,9}");
        }
        if (type == boolean.class) {
            return value.equals("true") || value.equals("false");
        }
        if (type == UUID.class) {
            return value.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        }
        if (type instanceof Class<?> kind && kind.isEnum()) {
            return Arrays.stream(kind.getEnumConstants())
                    .anyMatch(constant -> ((Enum<?>) constant).name().equals(value));
        }
        return true;
    }
}
