package org.poststelle.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rules that keep the services apart and the domain clean, held against the compiled classes of all modules. */
class ArchitectureTest {

    private static final List<String> SERVICES = List.of("ticket", "routing", "sla", "notification");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(List.of(
                            "libraries/reliable-messaging",
                            "libraries/rest-conventions",
                            "ticket-service",
                            "routing-service",
                            "sla-service",
                            "notification-service")
                    .stream()
                    .map(module -> Path.of("../..", module, "target", "classes"))
                    .toArray(Path[]::new));

    @Test
    void noServiceKnowsTheCodeOfAnother() {
        for (var service : SERVICES) {
            var others = SERVICES.stream()
                    .filter(other -> !other.equals(service))
                    .map(other -> "org.poststelle." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("org.poststelle." + service + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .check(CLASSES);
        }
    }

    @Test
    void whatIsSharedKnowsNoService() {
        noClasses()
                .that()
                .resideInAnyPackage("org.poststelle.messaging..", "org.poststelle.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVICES.stream()
                        .map(service -> "org.poststelle." + service + "..")
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void onlyMessagingAndConsumersKnowKafka() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.poststelle.messaging..", "org.poststelle.*.integration")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.eclipse.microprofile.reactive.messaging..")
                .check(CLASSES);
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
                .check(CLASSES);
    }

    @Test
    void featuresDoNotDependOnEachOtherInCircles() {
        for (var service : SERVICES) {
            slices().matching("org.poststelle." + service + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void timeComesInAsAValue() {
        noClasses()
                .that()
                .resideInAnyPackage(SERVICES.stream()
                        .map(service -> "org.poststelle." + service + "..")
                        .toArray(String[]::new))
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
                .check(CLASSES);
    }

    @Test
    void everyEndpointNamesItsRoles() {
        methods()
                .that()
                .areAnnotatedWith(GET.class)
                .or()
                .areAnnotatedWith(POST.class)
                .or()
                .areAnnotatedWith(PUT.class)
                .or()
                .areAnnotatedWith(PATCH.class)
                .or()
                .areAnnotatedWith(DELETE.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotInterfaces()
                .should(new ArchCondition<JavaMethod>("name their roles") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        var named = method.isAnnotatedWith(RolesAllowed.class)
                                || method.getOwner().isAnnotatedWith(RolesAllowed.class);
                        events.add(new SimpleConditionEvent(method, named, method.getFullName() + " names no role"));
                    }
                })
                .check(CLASSES);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Dto)")
                .check(CLASSES);
    }

    @Test
    void nullIsDeclaredEverywhere() {
        classes()
                .should(new ArchCondition<JavaClass>("lie in a null-marked package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        var marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                        events.add(new SimpleConditionEvent(
                                type, marked, type.getName() + " lies in no @NullMarked package"));
                    }
                })
                .check(CLASSES);
    }

    @Test
    void theRulesSeeTheClasses() {
        for (var service : SERVICES) {
            var found = CLASSES.stream()
                    .anyMatch(type -> type.getPackageName().startsWith("org.poststelle." + service + "."));
            if (!found) {
                throw new AssertionError("No classes of " + service + " among " + Arrays.toString(CLASSES.toArray()));
            }
        }
    }
}
