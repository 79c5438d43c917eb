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
import org.poststelle.ticket.model.ReplyChannel;

/** An answer by mail needs a mail address, a callback a number. */
@Target(TYPE)
@Retention(RUNTIME)
@Constraint(validatedBy = ReachableOnRequestedChannel.Validator.class)
public @interface ReachableOnRequestedChannel {

    String message() default "{org.poststelle.ticket.intake.ReachableOnRequestedChannel.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** How a citizen wants to be answered. */
    interface Wish {
        ReplyChannel replyChannel();

        ContactDetails citizen();
    }

    /** Names the missing field, so that a form can mark it. */
    final class Validator implements ConstraintValidator<ReachableOnRequestedChannel, @Nullable Wish> {
        @Override
        @SuppressWarnings("NullAway") // validated together with the components, which may still be missing
        public boolean isValid(@Nullable Wish wish, ConstraintValidatorContext context) {
            if (wish == null || wish.citizen() == null || wish.replyChannel() == null) {
                return true;
            }
            var missing = switch (wish.replyChannel()) {
                case EMAIL -> wish.citizen().email() == null ? "email" : null;
                case CALLBACK -> wish.citizen().phone() == null ? "phone" : null;
            };
            if (missing == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addPropertyNode("citizen")
                    .addPropertyNode(missing)
                    .addConstraintViolation();
            return false;
        }
    }
}
