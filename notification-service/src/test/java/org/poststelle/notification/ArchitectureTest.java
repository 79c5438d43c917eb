package org.poststelle.notification;

import org.poststelle.testenvironment.ServiceArchitectureRules;

class ArchitectureTest extends ServiceArchitectureRules {

    ArchitectureTest() {
        super("notification");
    }
}
