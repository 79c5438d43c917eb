package org.poststelle.routing.knowledge;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.decision.Decision;
import org.poststelle.routing.knowledge.KnownServices.KnownAuthority;

/**
 * Who is responsible for a service in a region.
 *
 * @param authority who does it; absent when nobody was found
 * @param legalAuthority who is competent by law, where somebody else does it
 * @param undecided why nobody was found: a ticket would go to the coordinator
 */
record Responsibility(
        @Nullable KnownAuthority authority,
        @Nullable KnownAuthority legalAuthority,
        Decision.@Nullable Reason undecided) {

    static Responsibility of(Decision decision, Map<String, KnownAuthority> authorities) {
        return switch (decision) {
            case Decision.Decided decided ->
                new Responsibility(
                        authorities.get(decided.authority()),
                        decided.legalAuthority().equals(decided.authority())
                                ? null
                                : authorities.get(decided.legalAuthority()),
                        null);
            case Decision.Undecided undecided -> new Responsibility(null, null, undecided.reason());
        };
    }
}
