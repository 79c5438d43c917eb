package org.poststelle.ticket.intake;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poststelle.ticket.model.ReplyChannel;

/** An answer by mail needs a mail address, a callback a number, a letter an address; and no answer nothing at all. */
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

        @Nullable
        ContactDetails citizen();
    }

    /** Names the field that is missing, or not wanted, so that a form can mark it. */
    final class Validator implements ConstraintValidator<ReachableOnRequestedChannel, @Nullable Wish> {

        private static final String NOT_WANTED =
                "{org.poststelle.ticket.intake.ReachableOnRequestedChannel.notWanted.message}";

        @Override
        @SuppressWarnings("NullAway") // validated together with the components, which may still be missing
        public boolean isValid(@Nullable Wish wish, ConstraintValidatorContext context) {
            if (wish == null || wish.replyChannel() == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            var citizen = wish.citizen();
            if (wish.replyChannel() == ReplyChannel.NONE) {
                var fields =
                        citizen == null ? List.<String>of() : citizen.personal().toList();
                fields.forEach(field -> refuse(context, NOT_WANTED, field));
                return fields.isEmpty();
            }
            if (citizen == null) {
                context.buildConstraintViolationWithTemplate("{jakarta.validation.constraints.NotNull.message}")
                        .addPropertyNode("citizen")
                        .addConstraintViolation();
                return false;
            }
            var missing = switch (wish.replyChannel()) {
                case EMAIL -> citizen.email() == null ? "email" : null;
                case CALLBACK -> citizen.phone() == null ? "phone" : null;
                case LETTER -> citizen.address() == null || citizen.address().isBlank() ? "address" : null;
                case NONE -> null;
            };
            if (missing == null) {
                return true;
            }
            refuse(context, context.getDefaultConstraintMessageTemplate(), missing);
            return false;
        }

        private static void refuse(ConstraintValidatorContext context, String message, String field) {
            context.buildConstraintViolationWithTemplate(message)
                    .addPropertyNode("citizen")
                    .addPropertyNode(field)
                    .addConstraintViolation();
        }
    }
}
