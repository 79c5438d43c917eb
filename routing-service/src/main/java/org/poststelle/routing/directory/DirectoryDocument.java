package org.poststelle.routing.directory;

import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.MailAddress;
import org.poststelle.rest.PlainText;

/**
 * The directory as its keepers hand it in: complete, so whatever is not in it is no longer valid. Only the regions may be missing, which
 * then stay as they are: Germany has too many for a document, see {@link RegisterResource}.
 */
@Consistent(groups = Consistent.AsAWhole.class)
public record DirectoryDocument(
        @Nullable List<@NotNull @Valid RegionEntry> regions,
        @NotNull List<@NotNull @Valid ServiceEntry> services,
        @NotNull List<@NotNull @Valid AuthorityEntry> authorities,
        @NotNull List<@NotNull @Valid CompetenceEntry> competences,
        @NotNull List<@NotNull @Valid CooperationEntry> cooperations) {

    static final String AUTHORITY_PATTERN = "[a-z0-9]+(-[a-z0-9]+)*";

    /** The regions that the rest of the document names. */
    Set<String> regionsNamed() {
        return Stream.of(
                        authorities.stream().map(AuthorityEntry::regionKey),
                        competences.stream().map(CompetenceEntry::regionKey),
                        cooperations.stream().map(CooperationEntry::regionKey))
                .flatMap(Function.identity())
                .collect(toUnmodifiableSet());
    }

    /** How much it is, for those who look for a change. */
    String summary() {
        return "%s regions, %d services, %d authorities, %d competences, %d cooperations"
                .formatted(
                        regions == null ? "the same" : regions.size(),
                        services.size(),
                        authorities.size(),
                        competences.size(),
                        cooperations.size());
    }

    /** @param key unpadded; the regions around this one are those whose keys it begins with */
    record RegionEntry(
            @NotNull @Pattern(regexp = RegionalKey.PATTERN) String key,
            @NotNull RegionLevel level,
            @NotBlank @PlainText @Size(max = 200) String name) {}

    /** @param synonyms what else people call it */
    record ServiceEntry(
            @NotNull @Pattern(regexp = ServiceKey.PATTERN) @Size(max = 100)
            String key,

            @NotNull @Valid Name name,
            @Nullable @Size(max = 50) List<@NotNull @NotBlank @PlainText @Size(max = 100) String> synonyms,
            @Nullable @Valid Knowledge knowledge) {}

    record Name(
            @NotBlank @PlainText @Size(max = 200) String de,
            @NotBlank @PlainText @Size(max = 200) String en) {}

    /**
     * @param deputyMailbox where those receive mail who stand in for it; told when it is late, if the centre wants that
     * @param regionKey where it works; what it is competent for stands in {@link CompetenceEntry}
     */
    record AuthorityEntry(
            @NotNull @Pattern(regexp = AUTHORITY_PATTERN) @Size(max = 100)
            String key,

            @NotBlank @PlainText @Size(max = 200) String name,
            @NotNull @MailAddress String mailbox,
            @Nullable @MailAddress String deputyMailbox,
            @NotNull String regionKey,
            @Nullable @Valid Contact contact) {}

    /**
     * An authority answers for services in a region and in all regions inside it that have no nearer competence.
     *
     * @param services service keys, or the first five digits of a whole group
     * @param validFrom first day, absent for since ever
     * @param validTo last day, absent for open end
     */
    record CompetenceEntry(
            @NotNull String authority,
            @NotNull String regionKey,
            @NotEmpty List<@NotNull @Pattern(regexp = ServiceKey.SCOPE_PATTERN) String> services,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo)
            implements Validity {

        /** The same for these services. */
        CompetenceEntry with(List<String> others) {
            return new CompetenceEntry(authority, regionKey, others, validFrom, validTo);
        }
    }

    /**
     * What the authorities of a region are competent for is done by another authority, who stays legally competent all the
     * same.
     */
    record CooperationEntry(
            @NotNull String regionKey,
            @NotNull String executedBy,
            @Nullable LocalDate validFrom,
            @Nullable LocalDate validTo)
            implements Validity {

        /** Whether both name somebody for the same region and day. */
        boolean contradicts(CooperationEntry other) {
            return regionKey.equals(other.regionKey) && overlaps(other);
        }
    }

    /** Holds from a first to a last day. */
    sealed interface Validity {

        @Nullable
        LocalDate validFrom();

        @Nullable
        LocalDate validTo();

        /** Whether a day is in a year of four digits; others are typing mistakes, and the database cannot hold all of them. */
        static boolean isOfOurTime(@Nullable LocalDate day) {
            return day == null || (day.getYear() >= 1000 && day.getYear() <= 9999);
        }

        default boolean endsBeforeItBegins() {
            return startsAfter(validFrom(), validTo());
        }

        default boolean overlaps(Validity other) {
            return !startsAfter(validFrom(), other.validTo()) && !startsAfter(other.validFrom(), validTo());
        }

        private static boolean startsAfter(@Nullable LocalDate from, @Nullable LocalDate to) {
            return from != null && to != null && from.isAfter(to);
        }
    }
}
