package org.poststelle.routing.decision;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.decision.Decision.Decided;
import org.poststelle.routing.decision.Decision.Reason;
import org.poststelle.routing.decision.Decision.Undecided;

/**
 * Where a ticket goes, and why.
 *
 * @param legalAuthority who is competent by law; another than {@code authority} where a cooperation applies
 */
public record Route(
        @Nullable String authority,
        @Nullable String legalAuthority,
        @Nullable Reason reason,
        List<String> explanation) {

    /** The route that a decision leads to, with its explanation in the language. */
    public static Route of(Decision decision, Locale language) {
        var explanation = decision.explanation().inWords(language);
        return switch (decision) {
            case Decided decided -> new Route(decided.authority(), decided.legalAuthority(), null, explanation);
            case Undecided undecided -> new Route(null, null, undecided.reason(), explanation);
        };
    }
}
