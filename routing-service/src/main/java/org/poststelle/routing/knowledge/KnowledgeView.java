package org.poststelle.routing.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.directory.Knowledge;
import org.poststelle.routing.knowledge.KnownServices.KnownService;

/**
 * What an agent tells about a service.
 *
 * @param key of the service, as a ticket names it
 * @param name in the caller's language; what is known is German
 * @param highlight the place that fits the question, the words that do between pairs of asterisks; in a search only
 * @param text how it goes; not in a search
 * @param easyText the same in easy language; not in a search
 * @param documents what to bring
 * @param responsibility who is responsible in the region that was asked for
 */
record KnowledgeView(
        String key,
        String name,
        List<String> synonyms,
        @Nullable String highlight,
        @Nullable String text,
        @Nullable String easyText,
        List<String> documents,
        @Nullable String fees,
        @Nullable String onlineService,
        @Nullable Responsibility responsibility) {

    private static final Knowledge NOTHING = new Knowledge(null, null, null, null, null);

    static KnowledgeView found(
            KnownService service, String highlight, @Nullable Responsibility responsibility, Locale language) {
        return of(service, highlight, null, null, responsibility, language);
    }

    static KnowledgeView full(KnownService service, @Nullable Responsibility responsibility, Locale language) {
        var known = Objects.requireNonNullElse(service.knowledge(), NOTHING);
        return of(service, null, known.text(), known.easyText(), responsibility, language);
    }

    private static KnowledgeView of(
            KnownService service,
            @Nullable String highlight,
            @Nullable String text,
            @Nullable String easyText,
            @Nullable Responsibility responsibility,
            Locale language) {
        var known = Objects.requireNonNullElse(service.knowledge(), NOTHING);
        return new KnowledgeView(
                service.key(),
                language.getLanguage().equals("de") ? service.german() : service.english(),
                service.synonyms(),
                highlight,
                text,
                easyText,
                Objects.requireNonNullElse(known.documents(), List.of()),
                known.fees(),
                known.onlineService(),
                responsibility);
    }
}
