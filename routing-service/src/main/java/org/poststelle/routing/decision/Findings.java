package org.poststelle.routing.decision;

import java.util.List;
import java.util.Optional;

/**
 * What the directory knows about a question.
 *
 * @param region the name of the asked region, if there is one
 * @param service the asked service, if there is one
 * @param candidates the competences that cover both, in no order, valid or not
 */
record Findings(Optional<String> region, Optional<ServiceName> service, List<Candidate> candidates) {

    record ServiceName(String german, String english) {}
}
