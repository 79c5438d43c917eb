package org.poststelle.routing.directory;

import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.poststelle.rest.CallerLanguage;

/** What is said about tables that are not valid, in the caller's language. */
@ApplicationScoped
class RegisterTexts {

    /** So many faults are told; whoever has more begins with these. */
    private static final int TOLD_FAULTS = 100;

    private final CallerLanguage language;

    RegisterTexts(CallerLanguage language) {
        this.language = language;
    }

    /** The sentence for a problem. */
    String of(Enum<?> problem) {
        return text(problem.name().toLowerCase(Locale.ROOT));
    }

    /** The answer that names the line and column of each fault. */
    HttpValidationProblem invalid(List<RowFault> faults) {
        return new HttpValidationProblem(
                422,
                "Unprocessable Content",
                faults.stream()
                        .limit(TOLD_FAULTS)
                        .map(fault -> Violation.In.body.field(place(fault)).message(fault.message()))
                        .toList());
    }

    private String place(RowFault fault) {
        if (fault.line() == RowFault.ELSEWHERE) {
            return fault.column();
        }
        return "%s %5d".formatted(text("line"), fault.line()) + (fault.column().isEmpty() ? "" : ", " + fault.column());
    }

    private String text(String key) {
        return ResourceBundle.getBundle(
                        "register",
                        language.get(),
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(key);
    }
}
