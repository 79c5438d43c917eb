package org.poststelle.rest;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * Text for people: no control characters, no NUL, no line separators that could start a new mail header, no half
 * surrogates. Line feeds and tabs only where lines are meant. A text is empty, or blank, or has something that can be seen:
 * zero-width characters alone are no text.
 */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Constraint(validatedBy = PlainText.Validator.class)
public @interface PlainText {

    /** Whether the text may have several lines. */
    boolean lines() default false;

    String message() default "{org.poststelle.rest.PlainText.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Bean Validation calls it; null is valid, as for all its constraints. */
    final class Validator implements ConstraintValidator<PlainText, @Nullable CharSequence> {

        private boolean lines;

        @Override
        public void initialize(PlainText constraint) {
            lines = constraint.lines();
        }

        @Override
        public boolean isValid(@Nullable CharSequence text, ConstraintValidatorContext context) {
            return text == null
                    || (text.codePoints().allMatch(this::allowed)
                            && (text.toString().isBlank() || text.codePoints().anyMatch(Validator::isVisible)));
        }

        private static boolean isVisible(int character) {
            return switch (Character.getType(character)) {
                case Character.FORMAT,
                        Character.CONTROL,
                        Character.SPACE_SEPARATOR,
                        Character.NON_SPACING_MARK,
                        Character.ENCLOSING_MARK,
                        Character.UNASSIGNED -> false;
                default -> true;
            };
        }

        private boolean allowed(int character) {
            return switch (Character.getType(character)) {
                case Character.CONTROL -> lines && (character == '\n' || character == '\r' || character == '\t');
                case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
                default -> true;
            };
        }
    }
}
