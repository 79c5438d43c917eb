package org.poststelle.rest;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The language to answer in: German, or English where the request prefers it ({@code Accept-Language}, RFC 9110). */
@Singleton
public class CallerLanguage {

    private static final List<Locale> OFFERED = List.of(Locale.GERMAN, Locale.ENGLISH);

    private final CurrentVertxRequest request;

    CallerLanguage(CurrentVertxRequest request) {
        this.request = request;
    }

    /** German outside a request, too. */
    public Locale get() {
        if (!Arc.container().requestContext().isActive() || request.getCurrent() == null) {
            return Locale.GERMAN;
        }
        return preferred(request.getCurrent().request().getHeader("Accept-Language"));
    }

    static Locale preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return Locale.GERMAN;
        }
        try {
            var offered = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), OFFERED);
            return offered == null ? Locale.GERMAN : offered;
        } catch (IllegalArgumentException _) {
            return Locale.GERMAN;
        }
    }
}
