package org.poststelle.ticket.intake;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number that can be called back: possible and assigned by the numbering plan of its country. */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Constraint(validatedBy = PhoneNumber.Validator.class)
public @interface PhoneNumber {

    String message() default "{org.poststelle.ticket.intake.PhoneNumber.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Bean Validation calls it; null is valid, as for all its constraints. */
    final class Validator implements ConstraintValidator<PhoneNumber, @Nullable String> {

        /** Letters may be a name or an extension, which would get lost when the number is kept. */
        private static final Pattern WRITTEN = Pattern.compile("(?!.*\\+.*\\+)[+0-9 ()/.-]{3,40}");

        @Override
        public boolean isValid(@Nullable String number, ConstraintValidatorContext context) {
            if (number == null) {
                return true;
            }
            try {
                var numbers = PhoneNumberUtil.getInstance();
                return WRITTEN.matcher(number).matches() && numbers.isValidNumber(numbers.parse(number, "DE"));
            } catch (NumberParseException _) {
                return false;
            }
        }
    }

    /** The form in which numbers are kept. */
    final class International {
        private International() {}

        /** @return the number as E.164, such as {@code +4926112900} */
        public static String of(String valid) {
            try {
                var numbers = PhoneNumberUtil.getInstance();
                return numbers.format(numbers.parse(valid, "DE"), PhoneNumberFormat.E164);
            } catch (NumberParseException e) {
                throw new IllegalArgumentException("Not validated before", e);
            }
        }
    }
}
