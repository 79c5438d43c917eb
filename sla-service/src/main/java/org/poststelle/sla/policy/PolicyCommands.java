package org.poststelle.sla.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.OptionalLong;
import org.poststelle.sla.document.DocumentRefusal;

/** What can be done to the policies of the centres. */
@ApplicationScoped
@Transactional
class PolicyCommands {

    private final Policies policies;

    PolicyCommands(Policies policies) {
        this.policies = policies;
    }

    /**
     * Puts a policy in the place of the centre's. It holds for promises given from then on; those that were given stay.
     *
     * @param known the version that the coordinator saw, or nothing when any will do
     * @return the version of the policy
     * @throws DocumentRefusal when it contradicts itself or was changed meanwhile
     */
    long replace(String centre, PolicyDocument document, OptionalLong known, String user, Instant now) {
        DocumentRefusal.ifContradictory(document.contradiction());
        policies.lock(centre);
        var current = policies.newest(centre).version();
        DocumentRefusal.ifStale(known, current);
        policies.add(new PolicyVersion(new PolicyVersion.Key(centre, current + 1), document, user, now));
        return current + 1;
    }
}
