package org.poststelle.testenvironment;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds for the classes and tests of every module; a test class of the module extends it. */
public abstract class ArchitectureRules {

    private static final String PROJECT = "org.poststelle..";

    private static final JavaClasses TESTS = new ClassFileImporter().importPath(Path.of("target", "test-classes"));

    private final JavaClasses module;
    private final String[] own;
    private final String[] known;

    /**
     * @param classes the directories of the compiled classes
     * @param own the packages of the module
     * @param known further packages of the project that it may use
     */
    protected ArchitectureRules(String[] classes, String[] own, String[] known) {
        this.module = new ClassFileImporter()
                .importPaths(Arrays.stream(classes).map(Path::of).toArray(Path[]::new));
        this.own = own;
        this.known = known;
    }

    protected final JavaClasses module() {
        return module;
    }

    @Test
    void moduleKnowsNoCodeOfOthers() {
        classes()
                .should()
                .resideInAnyPackage(own)
                .andShould()
                .onlyDependOnClassesThat(not(resideInAPackage(PROJECT))
                        .or(resideInAnyPackage(own))
                        .or(resideInAnyPackage(known)))
                .check(module);
    }

    @Test
    void everyEndpointNamesItsRoles() {
        methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
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
                .check(module);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper|Dto)")
                .check(module);
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
                .check(module);
    }

    @Test
    void featuresDoNotDependOnEachOtherInCircles() {
        for (var root : own) {
            slices().matching(root.replace("..", ".(*).."))
                    .should()
                    .beFreeOfCycles()
                    .allowEmptyShould(true)
                    .check(module);
        }
    }

    /** Another profile, or another set of servers, would start the application once more. */
    @Test
    void testsShareOneApplicationAndOneSetOfServers() {
        var servers = TESTS.stream()
                .filter(type -> type.isAnnotatedWith(QuarkusTest.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .collect(Collectors.groupingBy(
                        ArchitectureRules::servers, Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
        if (servers.size() > 1) {
            throw new AssertionError("Tests with different servers: " + servers);
        }
        noClasses().should().beAnnotatedWith(TestProfile.class).check(TESTS);
    }

    private static Set<String> servers(JavaClass test) {
        return Arrays.stream(test.reflect().getAnnotationsByType(WithTestResource.class))
                .map(resource -> resource.value().getSimpleName())
                .collect(Collectors.toUnmodifiableSet());
    }
}
