package org.poststelle.routing.directory;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.poststelle.routing.directory.DirectoryChange.Part;
import org.poststelle.routing.directory.DirectoryDocument.AuthorityEntry;
import org.poststelle.routing.directory.DirectoryDocument.CompetenceEntry;
import org.poststelle.routing.directory.DirectoryDocument.CooperationEntry;
import org.poststelle.routing.directory.DirectoryDocument.Name;
import org.poststelle.routing.directory.DirectoryDocument.ServiceEntry;

/**
 * How a part of the directory's document is a table: one row for each entry, one column for each field. What a field does not have is an
 * empty cell; the elements of a list are separated by {@code |}, and a {@code |} or backslash in one has a backslash before it.
 *
 * @param part of the directory
 * @param list the name of the part in the document
 * @param columns by the path of the field in an entry
 * @param key what tells an entry from the others
 * @param of the entries of a document
 * @param with the document with other entries
 * @param write the cells of an entry, in the order of the columns
 * @param read the entry of a row
 * @param merge the entries in the form in which the directory keeps them
 */
record PartTable<E>(
        Part part,
        String list,
        Map<String, String> columns,
        Function<E, String> key,
        Function<DirectoryDocument, List<E>> of,
        BiFunction<DirectoryDocument, List<E>, DirectoryDocument> with,
        Function<E, List<String>> write,
        Function<Row, E> read,
        Function<List<E>, List<E>> merge) {

    static final PartTable<ServiceEntry> SERVICES = new PartTable<>(
            Part.SERVICES,
            "services",
            columns(
                    "key=key",
                    "name.de=name_de",
                    "name.en=name_en",
                    "synonyms=synonyms",
                    "knowledge.text=text",
                    "knowledge.easyText=easy_text",
                    "knowledge.documents=documents",
                    "knowledge.fees=fees",
                    "knowledge.onlineService=online_service"),
            ServiceEntry::key,
            DirectoryDocument::services,
            (document, services) -> new DirectoryDocument(
                    null, services, document.authorities(), document.competences(), document.cooperations()),
            PartTable::cells,
            PartTable::service,
            Function.identity());

    static final PartTable<AuthorityEntry> AUTHORITIES = new PartTable<>(
            Part.AUTHORITIES,
            "authorities",
            columns(
                    "key=key",
                    "name=name",
                    "mailbox=mailbox",
                    "deputyMailbox=deputy_mailbox",
                    "regionKey=region_key",
                    "contact.address=address",
                    "contact.phone=phone",
                    "contact.openingHours=opening_hours",
                    "contact.website=website"),
            AuthorityEntry::key,
            DirectoryDocument::authorities,
            (document, authorities) -> new DirectoryDocument(
                    null, document.services(), authorities, document.competences(), document.cooperations()),
            PartTable::cells,
            PartTable::authority,
            Function.identity());

    static final PartTable<CompetenceEntry> COMPETENCES = new PartTable<>(
            Part.COMPETENCES,
            "competences",
            columns(
                    "authority=authority",
                    "regionKey=region_key",
                    "services=services",
                    "validFrom=valid_from",
                    "validTo=valid_to"),
            entry -> words(entry.authority(), entry.regionKey(), day(entry.validFrom()), day(entry.validTo())),
            DirectoryDocument::competences,
            (document, competences) -> new DirectoryDocument(
                    null, document.services(), document.authorities(), competences, document.cooperations()),
            entry -> List.of(
                    entry.authority(),
                    entry.regionKey(),
                    list(entry.services()),
                    day(entry.validFrom()),
                    day(entry.validTo())),
            row -> new CompetenceEntry(
                    row.text("authority"),
                    row.text("region_key"),
                    Objects.requireNonNullElse(row.list("services"), List.of()),
                    row.day("valid_from"),
                    row.day("valid_to")),
            PartTable::servicesTogether);

    static final PartTable<CooperationEntry> COOPERATIONS = new PartTable<>(
            Part.COOPERATIONS,
            "cooperations",
            columns("regionKey=region_key", "executedBy=executed_by", "validFrom=valid_from", "validTo=valid_to"),
            entry -> words(entry.regionKey(), day(entry.validFrom())),
            DirectoryDocument::cooperations,
            (document, cooperations) -> new DirectoryDocument(
                    null, document.services(), document.authorities(), document.competences(), cooperations),
            entry -> List.of(entry.regionKey(), entry.executedBy(), day(entry.validFrom()), day(entry.validTo())),
            row -> new CooperationEntry(
                    row.text("region_key"), row.text("executed_by"), row.day("valid_from"), row.day("valid_to")),
            Function.identity());

    /** All parts that have a table. */
    static final List<PartTable<?>> ALL = List.of(SERVICES, AUTHORITIES, COMPETENCES, COOPERATIONS);

    /** A row of a table that is read. */
    interface Row {

        /** The text of a cell, {@code null} for an empty one. */
        @Nullable
        String optional(String column);

        /** The day in a cell, {@code null} for an empty one or one that has no day. */
        @Nullable
        LocalDate day(String column);

        /** The text of a cell that should have one; that it has is for the validation of the document to say. */
        @SuppressWarnings("NullAway") // as when a document is read: validation refuses what is missing
        default String text(String column) {
            return optional(column);
        }

        /** The elements of a list, {@code null} for an empty cell. */
        default @Nullable List<String> list(String column) {
            var cell = optional(column);
            return cell == null ? null : elements(cell);
        }
    }

    List<String> header() {
        return List.copyOf(columns.values());
    }

    /** The cells of all entries, by key, in the form in which the directory keeps them. */
    Map<String, List<String>> rows(List<E> entries) {
        var rows = LinkedHashMap.<String, List<String>>newLinkedHashMap(entries.size());
        merge.apply(entries).forEach(entry -> rows.put(key.apply(entry), write.apply(entry)));
        return rows;
    }

    private static Map<String, String> columns(String... fields) {
        var columns = new LinkedHashMap<String, String>();
        for (var field : fields) {
            var at = field.indexOf('=');
            columns.put(field.substring(0, at), field.substring(at + 1));
        }
        return columns;
    }

    private static List<String> cells(ServiceEntry entry) {
        var known = Objects.requireNonNullElse(entry.knowledge(), new Knowledge(null, null, null, null, null));
        return List.of(
                entry.key(),
                entry.name().de(),
                entry.name().en(),
                list(entry.synonyms()),
                text(known.text()),
                text(known.easyText()),
                list(known.documents()),
                text(known.fees()),
                text(known.onlineService()));
    }

    private static ServiceEntry service(Row row) {
        var knowledge = new Knowledge(
                row.optional("text"),
                row.optional("easy_text"),
                row.list("documents"),
                row.optional("fees"),
                row.optional("online_service"));
        return new ServiceEntry(
                row.text("key"),
                new Name(row.text("name_de"), row.text("name_en")),
                row.list("synonyms"),
                knowledge.equals(new Knowledge(null, null, null, null, null)) ? null : knowledge);
    }

    private static List<String> cells(AuthorityEntry entry) {
        var contact = Objects.requireNonNullElse(entry.contact(), new Contact(null, null, null, null));
        return List.of(
                entry.key(),
                entry.name(),
                entry.mailbox(),
                text(entry.deputyMailbox()),
                entry.regionKey(),
                text(contact.address()),
                text(contact.phone()),
                text(contact.openingHours()),
                text(contact.website()));
    }

    private static AuthorityEntry authority(Row row) {
        var contact = new Contact(
                row.optional("address"), row.optional("phone"), row.optional("opening_hours"), row.optional("website"));
        return new AuthorityEntry(
                row.text("key"),
                row.text("name"),
                row.text("mailbox"),
                row.optional("deputy_mailbox"),
                row.text("region_key"),
                contact.equals(new Contact(null, null, null, null)) ? null : contact);
    }

    /** All services that an authority has in a region for the same time are one entry, each once, in order. */
    private static List<CompetenceEntry> servicesTogether(List<CompetenceEntry> entries) {
        var services = new LinkedHashMap<CompetenceEntry, TreeSet<String>>();
        entries.forEach(entry -> services.computeIfAbsent(entry.with(List.of()), _ -> new TreeSet<>())
                .addAll(entry.services()));
        return services.entrySet().stream()
                .map(entry -> entry.getKey().with(List.copyOf(entry.getValue())))
                .toList();
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }

    private static String words(String... words) {
        return Stream.of(words).filter(word -> !word.isEmpty()).collect(joining(" "));
    }

    private static String list(@Nullable List<String> elements) {
        return elements == null
                ? ""
                : elements.stream()
                        .map(element -> element.replace("\\", "\\\\").replace("|", "\\|"))
                        .collect(joining("|"));
    }

    private static List<String> elements(String cell) {
        var elements = new ArrayList<String>();
        var element = new StringBuilder();
        for (int at = 0; at < cell.length(); at++) {
            var sign = cell.charAt(at);
            if (sign == '\\' && at + 1 < cell.length()) {
                at++;
                element.append(cell.charAt(at));
            } else if (sign == '|') {
                elements.add(element.toString());
                element.setLength(0);
            } else {
                element.append(sign);
            }
        }
        elements.add(element.toString());
        return elements;
    }
}
