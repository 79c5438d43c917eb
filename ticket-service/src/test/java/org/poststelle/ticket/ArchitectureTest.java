package org.poststelle.ticket;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import org.junit.jupiter.api.Test;
import org.poststelle.testenvironment.ServiceArchitectureRules;

class ArchitectureTest extends ServiceArchitectureRules {

    ArchitectureTest() {
        super("ticket");
    }

    @Test
    void modelOfATicketKnowsNeitherQueriesNorHttp() {
        classes()
                .that()
                .resideInAPackage("org.poststelle.ticket.model")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "com.google.errorprone.annotations..",
                        "jakarta.persistence..",
                        "org.hibernate.annotations..",
                        "org.poststelle.messaging",
                        "org.poststelle.ticket.model")
                .check(module());
    }
}
