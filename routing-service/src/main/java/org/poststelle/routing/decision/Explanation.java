package org.poststelle.routing.decision;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** Why a decision came out as it did, step by step. Stored as data with the decision and put into words for the reader. */
public record Explanation(List<Step> steps) {

    private static final ResourceBundle.Control ENGLISH_IF_UNKNOWN =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    public Explanation {
        steps = List.copyOf(steps);
    }

    /** What can be said; {@code explanations.properties} has one sentence for each. */
    enum Code {
        REGION_FOUND,
        REGION_UNKNOWN,
        SERVICE_FOUND,
        SERVICE_UNKNOWN,
        SERVICE_UNLISTED,
        NOT_VALID_ON_THIS_DAY,
        RETURNED_BEFORE,
        NEAREST_AND_MOST_SPECIFIC,
        COMPETENT,
        COOPERATION,
        AMBIGUOUS,
        NO_COMPETENCE,
        TOO_MANY_HOPS,
        PROPOSAL_CONFIRMED,
        PROPOSAL_UNCONFIRMED,
        CHOSEN_BY_COORDINATOR
    }

    /** One step, with the keys and names its sentence mentions. */
    record Step(Code code, List<String> values) {

        static Step of(Code code, Object... values) {
            return new Step(code, List.of(values).stream().map(Object::toString).toList());
        }

        String inWords(Locale language) {
            var sentences = ResourceBundle.getBundle("explanations", language, ENGLISH_IF_UNKNOWN);
            return new MessageFormat(sentences.getString(code.name()), language).format(values.toArray());
        }
    }

    List<String> inWords(Locale language) {
        return steps.stream().map(step -> step.inWords(language)).toList();
    }

    /** This explanation and one more step at its end. */
    Explanation and(Step last) {
        var all = new ArrayList<>(steps);
        all.add(last);
        return new Explanation(all);
    }
}
