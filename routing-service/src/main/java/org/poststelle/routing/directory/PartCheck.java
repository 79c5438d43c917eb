package org.poststelle.routing.directory;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks a table together with the rest of the directory, by the constraints of the document. */
@ApplicationScoped
class PartCheck {

    private static final Pattern PLACE = Pattern.compile("(\\w+)\\[(\\d+)]\\.?(.*)");
    private static final Pattern ELEMENT = Pattern.compile("\\[.*");

    /** What only the register of regions can tell, as a key of the messages. */
    private enum Misfit {
        UNKNOWN_REGION
    }

    private final Validator validator;
    private final Directory directory;
    private final RegisterTexts texts;

    PartCheck(Validator validator, Directory directory, RegisterTexts texts) {
        this.validator = validator;
        this.directory = directory;
        this.texts = texts;
    }

    /**
     * What is wrong, row by row; what is wrong with another part because of this one, last.
     *
     * @param document the directory with the entries of the register
     */
    <E> List<RowFault> faults(PartRegister<E> register, DirectoryDocument document) {
        var faults = new ArrayList<RowFault>();
        for (var violation : validator.validate(document, Consistent.PartsFirst.class)) {
            var place = PLACE.matcher(violation.getPropertyPath().toString());
            if (!place.matches()) {
                throw new IllegalStateException("A violation outside the lists: " + violation.getPropertyPath());
            }
            faults.add(fault(
                    register,
                    document,
                    place.group(1),
                    Integer.parseInt(place.group(2)),
                    ELEMENT.matcher(place.group(3)).replaceFirst(""),
                    violation.getMessage()));
        }
        if (faults.isEmpty()) {
            faults.addAll(unknownRegions(register, document));
        }
        faults.sort(Comparator.comparingLong(RowFault::line).thenComparing(RowFault::column));
        return faults;
    }

    private static <E> RowFault fault(
            PartRegister<E> register,
            DirectoryDocument document,
            String list,
            int index,
            String field,
            String message) {
        var table = PartTable.ALL.stream()
                .filter(part -> part.list().equals(list))
                .findFirst()
                .orElseThrow();
        var column = table.columns().getOrDefault(field, field);
        return table.equals(register.table())
                ? new RowFault(register.lines().get(index), column, message)
                : new RowFault(
                        RowFault.ELSEWHERE, "%s %s, %s".formatted(list, key(table, document, index), column), message);
    }

    private static <E> String key(PartTable<E> table, DirectoryDocument document, int index) {
        return table.key().apply(table.of().apply(document).get(index));
    }

    private <E> List<RowFault> unknownRegions(PartRegister<E> register, DirectoryDocument document) {
        var named = document.regionsNamed();
        var unknown = Set.copyOf(directory.unknownRegions(named, named.size()));
        if (unknown.isEmpty()) {
            return List.of();
        }
        var column = register.table().header().indexOf("region_key");
        var faults = new ArrayList<RowFault>();
        var number = 0;
        for (var entry : register.entries()) {
            if (unknown.contains(register.table().write().apply(entry).get(column))) {
                faults.add(new RowFault(register.lines().get(number), "region_key", texts.of(Misfit.UNKNOWN_REGION)));
            }
            number++;
        }
        return faults;
    }
}
