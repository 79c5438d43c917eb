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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.directory.DirectoryDocument.AuthorityEntry;
import org.poststelle.routing.directory.DirectoryDocument.CooperationEntry;
import org.poststelle.routing.directory.DirectoryDocument.RegionEntry;
import org.poststelle.routing.directory.DirectoryDocument.ServiceEntry;
import org.poststelle.routing.directory.DirectoryDocument.Validity;

/**
 * Every key of the document is there once, every reference leads to one, every date can be meant,
 * and no two cooperations contradict each other.
 */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = Consistent.Validator.class)
public @interface Consistent {

    /** First what can be said of each element alone, then, if nothing is wrong there, whether they fit each other. */
    @GroupSequence({Default.class, AsAWhole.class})
    interface PartsFirst {}

    interface AsAWhole {}

    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Names each element that does not fit. */
    final class Validator implements ConstraintValidator<Consistent, DirectoryDocument> {

        @Override
        public boolean isValid(DirectoryDocument document, ConstraintValidatorContext context) {
            return new DocumentCheck(document, context).passed();
        }
    }

    /** One pass over a document. */
    final class DocumentCheck {

        private final DirectoryDocument document;
        private final ConstraintValidatorContext context;
        private final Map<String, String> homes = new HashMap<>();
        private boolean passed = true;

        private DocumentCheck(DirectoryDocument document, ConstraintValidatorContext context) {
            this.document = document;
            this.context = context;
        }

        private boolean passed() {
            context.disableDefaultConstraintViolation();
            var regions = new Regions(document.regions());
            var services = unique("services", document.services(), ServiceEntry::key);
            var authorities = unique("authorities", document.authorities(), AuthorityEntry::key);
            var scopes = services.stream()
                    .flatMap(key -> new ServiceKey(key).scopes().stream())
                    .collect(toSet());

            each("authorities", document.authorities(), (authority, it) -> {
                it.require(regions.have(authority.regionKey()), "regionKey", "unknown-region");
            });
            each("competences", document.competences(), (competence, it) -> {
                it.require(authorities.contains(competence.authority()), "authority", "unknown-authority");
                it.require(regions.have(competence.regionKey()), "regionKey", "unknown-region");
                it.require(scopes.containsAll(competence.services()), "services", "unknown-service");
                dates(competence, it);
            });
            document.authorities().forEach(authority -> homes.put(authority.key(), authority.regionKey()));
            var earlier = new HashMap<String, List<CooperationEntry>>();
            each("cooperations", document.cooperations(), (cooperation, it) -> {
                it.require(authorities.contains(cooperation.executedBy()), "executedBy", "unknown-authority");
                it.require(regions.have(cooperation.regionKey()), "regionKey", "unknown-region");
                dates(cooperation, it);
                var sameRegion = earlier.computeIfAbsent(cooperation.regionKey(), _ -> new ArrayList<>());
                it.require(sameRegion.stream().noneMatch(cooperation::contradicts), "regionKey", "overlap");
                it.require(!closesCircle(cooperation, earlier), "executedBy", "circle");
                sameRegion.add(cooperation);
            });
            return passed;
        }

        /**
         * Whether the region of the one who does the work has its own work done by others, and so on, until it is done where this
         * cooperation began: nobody could tell any more who does what.
         */
        private boolean closesCircle(CooperationEntry first, Map<String, List<CooperationEntry>> earlier) {
            var seen = new HashSet<CooperationEntry>();
            var reached = new ArrayDeque<CooperationEntry>(List.of(first));
            while (!reached.isEmpty()) {
                for (var next : cooperationsAround(homes.get(reached.poll().executedBy()), earlier)) {
                    if (next.overlaps(first) && seen.add(next)) {
                        var home = homes.get(next.executedBy());
                        if (home != null && home.startsWith(first.regionKey())) {
                            return true;
                        }
                        reached.add(next);
                    }
                }
            }
            return false;
        }

        private static List<CooperationEntry> cooperationsAround(
                @Nullable String place, Map<String, List<CooperationEntry>> byRegion) {
            return place == null
                    ? List.of()
                    : new RegionalKey(place)
                            .prefixes().stream()
                                    .flatMap(region -> byRegion.getOrDefault(region, List.of()).stream())
                                    .toList();
        }

        /** The regions of the document; without any, the register decides later. */
        private final class Regions {

            private final @Nullable Set<String> keys;

            private Regions(@Nullable List<RegionEntry> entries) {
                keys = entries == null ? null : unique("regions", entries, RegionEntry::key);
                if (entries != null) {
                    var districts = entries.stream()
                            .filter(region -> region.level() == RegionLevel.DISTRICT)
                            .map(RegionEntry::key)
                            .collect(toSet());
                    entries.stream()
                            .filter(region -> region.level() == RegionLevel.INDEPENDENT_CITY)
                            .map(RegionEntry::key)
                            .forEach(districts::remove);
                    each("regions", entries, (region, it) -> {
                        it.require(!new RegionalKey(region.key()).isPadded(districts), "key", "padded");
                        it.require(region.level().fits(new RegionalKey(region.key())), "level", "level-misfit");
                    });
                }
            }

            private boolean have(String key) {
                return keys == null || keys.contains(key);
            }
        }

        private static void dates(Validity validity, Element it) {
            it.require(Validity.isOfOurTime(validity.validFrom()), "validFrom", "year-misfit");
            it.require(Validity.isOfOurTime(validity.validTo()), "validTo", "year-misfit");
            it.require(!validity.endsBeforeItBegins(), "validTo", "ends-before-it-begins");
        }

        private <T> Set<String> unique(String list, List<T> elements, Function<T, String> key) {
            var seen = new HashSet<String>();
            each(list, elements, (element, it) -> it.require(seen.add(key.apply(element)), "key", "duplicate"));
            return seen;
        }

        private <T> void each(String list, List<T> elements, BiConsumer<T, Element> check) {
            for (int i = 0; i < elements.size(); i++) {
                check.accept(elements.get(i), new Element(list, i));
            }
        }

        /** The place of an element in the document. */
        private final class Element {

            private final String list;
            private final int index;

            private Element(String list, int index) {
                this.list = list;
                this.index = index;
            }

            void require(boolean fits, String part, String orElse) {
                if (!fits) {
                    passed = false;
                    context.buildConstraintViolationWithTemplate("{org.poststelle.routing.directory." + orElse + "}")
                            .addPropertyNode(list)
                            .addPropertyNode(part)
                            .inIterable()
                            .atIndex(index)
                            .addConstraintViolation();
                }
            }
        }
    }
}
