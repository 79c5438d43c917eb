package org.poststelle.routing;

import org.poststelle.testenvironment.ServiceArchitectureRules;

class ArchitectureTest extends ServiceArchitectureRules {

    ArchitectureTest() {
        super("routing");
    }
}
