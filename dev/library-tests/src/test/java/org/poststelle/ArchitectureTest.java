package org.poststelle;

import org.poststelle.testenvironment.ArchitectureRules;

/** The libraries know no service. */
class ArchitectureTest extends ArchitectureRules {

    ArchitectureTest() {
        super(
                new String[] {
                    "../../libraries/reliable-messaging/target/classes",
                    "../../libraries/rest-conventions/target/classes"
                },
                new String[] {"org.poststelle.messaging..", "org.poststelle.rest.."},
                new String[] {});
    }
}
