package org.poststelle.routing.directory;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static java.util.stream.Collectors.toSet;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.GroupSequence;
import jakarta.validation.Payload;
import jakarta.validation.groups.Default;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.poststelle.routing.directory.DirectoryDocument.Authority;
import org.poststelle.routing.directory.DirectoryDocument.PublicService;
import org.poststelle.routing.directory.DirectoryDocument.Region;

/** Every key of the document is there once, every reference leads to one, and no two cooperations contradict each other. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = Coherent.Validator.class)
@interface Coherent {

    /** First what can be said of each element alone, then, if nothing is wrong there, whether they fit each other. */
    @GroupSequence({Default.class, AsAWhole.class})
    interface PartsFirst {}

    interface AsAWhole {}

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names each element that does not fit. */
    final class Validator implements ConstraintValidator<Coherent, DirectoryDocument> {

        @Override
        public boolean isValid(DirectoryDocument document, ConstraintValidatorContext context) {
            return new Examination(document, context).passed();
        }
    }

    /** One pass over a document. */
    final class Examination {

        private final DirectoryDocument document;
        private final ConstraintValidatorContext context;
        private boolean passed = true;

        private Examination(DirectoryDocument document, ConstraintValidatorContext context) {
            this.document = document;
            this.context = context;
        }

        private boolean passed() {
            context.disableDefaultConstraintViolation();
            var regions = unique("regions", document.regions(), Region::key);
            var services = unique("services", document.services(), PublicService::key);
            var authorities = unique("authorities", document.authorities(), Authority::key);
            var scopes = services.stream()
                    .flatMap(key -> new ServiceKey(key).scopes().stream())
                    .collect(toSet());

            each(document.regions(), (i, region) -> {
                require(region.level().fits(new RegionalKey(region.key())), "regions", i, "level", "level-misfit");
            });
            each(document.authorities(), (i, authority) -> {
                require(regions.contains(authority.regionKey()), "authorities", i, "regionKey", "unknown-region");
            });
            each(document.competences(), (i, competence) -> {
                require(
                        authorities.contains(competence.authority()),
                        "competences",
                        i,
                        "authority",
                        "unknown-authority");
                require(regions.contains(competence.regionKey()), "competences", i, "regionKey", "unknown-region");
                require(scopes.containsAll(competence.services()), "competences", i, "services", "unknown-service");
                require(!competence.endsBeforeItBegins(), "competences", i, "validTo", "ends-before-it-begins");
            });
            each(document.cooperations(), (i, cooperation) -> {
                require(
                        authorities.contains(cooperation.executedBy()),
                        "cooperations",
                        i,
                        "executedBy",
                        "unknown-authority");
                require(regions.contains(cooperation.regionKey()), "cooperations", i, "regionKey", "unknown-region");
                require(!cooperation.endsBeforeItBegins(), "cooperations", i, "validTo", "ends-before-it-begins");
                var contradicts = document.cooperations().subList(0, i).stream()
                        .anyMatch(other ->
                                other.regionKey().equals(cooperation.regionKey()) && other.overlaps(cooperation));
                require(!contradicts, "cooperations", i, "regionKey", "overlap");
            });
            return passed;
        }

        private <T> Set<String> unique(String list, List<T> elements, Function<T, String> key) {
            var seen = new HashSet<String>();
            each(elements, (i, element) -> require(seen.add(key.apply(element)), list, i, "key", "duplicate"));
            return seen;
        }

        private interface Check<T> {
            void on(int index, T element);
        }

        private static <T> void each(List<T> elements, Check<T> check) {
            for (int i = 0; i < elements.size(); i++) {
                check.on(i, elements.get(i));
            }
        }

        private void require(boolean fits, String list, int index, String part, String reason) {
            if (!fits) {
                passed = false;
                context.buildConstraintViolationWithTemplate("{org.poststelle.routing.directory." + reason + "}")
                        .addPropertyNode(list)
                        .addPropertyNode(part)
                        .inIterable()
                        .atIndex(index)
                        .addConstraintViolation();
            }
        }
    }
}
