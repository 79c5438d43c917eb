package org.poststelle.sla;

import org.poststelle.testenvironment.ServiceArchitectureRules;

class ArchitectureTest extends ServiceArchitectureRules {

    ArchitectureTest() {
        super("sla");
    }
}
