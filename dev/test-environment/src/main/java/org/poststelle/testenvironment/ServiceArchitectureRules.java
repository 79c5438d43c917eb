package org.poststelle.testenvironment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** What holds for the classes and tests of every service. */
public abstract class ServiceArchitectureRules extends ArchitectureRules {

    private static final DescribedPredicate<JavaMethodCall> NATIVE_SQL = DescribedPredicate.describe(
            "native SQL", call -> call.getTarget().getName().startsWith("createNative"));

    /** @param service its name, which is the name of its package */
    protected ServiceArchitectureRules(String service) {
        super(new String[] {"target/classes"}, new String[] {"org.poststelle." + service + ".."}, new String[] {
            "org.poststelle.messaging..", "org.poststelle.rest.."
        });
    }

    @Test
    void onlyConsumersKnowKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.poststelle.*.integration")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.eclipse.microprofile.reactive.messaging..")
                .check(module());
    }

    /** What decides, and what is called from outside, leaves the words of the database to the repositories. */
    @Test
    void nativeSqlStaysInRepositories() {
        noClasses()
                .that()
                .resideInAnyPackage("..model", "..integration")
                .or()
                .haveNameMatching(".*(Resource|Commands|Consumer|Policy|Rule|View)")
                .should()
                .callMethodWhere(NATIVE_SQL)
                .allowEmptyShould(true)
                .check(module());
    }

    @Test
    void timeComesInAsAValue() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .check(module());
    }
}
