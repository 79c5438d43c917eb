package org.poststelle.ticket.intake;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.IntakeChannel;

/** Only calls that a partner centre took over, or handed over, come from a partner. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = PartnerOnlyForOverflow.Validator.class)
public @interface PartnerOnlyForOverflow {

    String message() default "{org.poststelle.ticket.intake.PartnerOnlyForOverflow.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Where an enquiry comes from. */
    interface Origin {

        /** How a centre is written. */
        String CENTRE = "[A-Z]{1,4}";

        @Nullable
        IntakeChannel intakeChannel();

        @Nullable
        String partner();
    }

    /** Names the field, so that a form can mark it. */
    final class Validator implements ConstraintValidator<PartnerOnlyForOverflow, @Nullable Origin> {
        @Override
        public boolean isValid(@Nullable Origin origin, ConstraintValidatorContext context) {
            if (origin == null
                    || origin.partner() == null
                    || origin.intakeChannel() == IntakeChannel.PARTNER_OVERFLOW) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("partner")
                    .addConstraintViolation();
            return false;
        }
    }
}
