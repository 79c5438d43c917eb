package org.poststelle.routing.coverage;

import static java.util.stream.Collectors.groupingBy;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.poststelle.routing.directory.ServiceKey;

/** Where somebody is competent for a service. A region covers all municipalities whose keys begin with its own. */
final class Coverage {

    private final List<String> municipalities;
    private final Map<String, List<Rule>> rulesByScope;

    /**
     * That somebody is competent.
     *
     * @param scope a service key, or the first five digits of a group
     */
    record Rule(String regionKey, String scope) {}

    /**
     * @param municipalities the keys of all, in order
     * @param rules those that are valid
     */
    Coverage(List<String> municipalities, List<Rule> rules) {
        this.municipalities = municipalities;
        this.rulesByScope = rules.stream().collect(groupingBy(Rule::scope));
    }

    /** The municipalities in which nobody is competent for the service, in order. */
    List<String> gaps(ServiceKey service) {
        var covered = new BitSet(municipalities.size());
        for (var scope : service.scopes()) {
            for (var rule : rulesByScope.getOrDefault(scope, List.of())) {
                // keys with the same beginning follow each other
                covered.set(indexOf(rule.regionKey()), indexOf(rule.regionKey() + ":"));
            }
        }
        covered.flip(0, municipalities.size());
        return covered.stream().mapToObj(municipalities::get).toList();
    }

    private int indexOf(String key) {
        var found = Collections.binarySearch(municipalities, key);
        return found < 0 ? -found - 1 : found;
    }
}
