package org.poststelle.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

/** The JSON of event bodies: tolerant when read (fields of later versions are ignored), without nulls when written. */
public final class EventJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private EventJson() {}

    /** The body of an event. */
    public static String write(DomainEvent event) {
        try {
            return MAPPER.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not writable as JSON: " + event.type(), e);
        }
    }

    /**
     * @param as the record with the fields the reader needs; those not marked {@code @Nullable} must be there
     * @throws MalformedEvent when the body is not JSON or does not fit the record
     */
    public static <T extends Record> T read(String body, Class<T> as) {
        try {
            var value = MAPPER.readValue(body, as);
            if (value == null || !isComplete(value)) {
                throw misfit(as);
            }
            return value;
        } catch (JsonProcessingException e) {
            throw misfit(as);
        }
    }

    /**
     * The same body.
     *
     * @throws MalformedEvent when it is not a JSON object, or one nested too deeply for readers
     */
    static String object(String body) {
        try {
            if (MAPPER.readTree(body).isObject()) {
                return body;
            }
        } catch (JsonProcessingException _) {
            // said below, without the parser's message
        }
        throw new MalformedEvent("The body is not a JSON object");
    }

    private static boolean isComplete(Record value) {
        try {
            for (var component : value.getClass().getRecordComponents()) {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                        && accessor.invoke(value) == null) {
                    return false;
                }
            }
            return true;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without the parser's message, which repeats the body and must not reach logs. */
    private static MalformedEvent misfit(Class<?> as) {
        return new MalformedEvent("The body does not fit " + as.getSimpleName());
    }
}
