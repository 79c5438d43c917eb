package org.poststelle.rest;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import com.ibm.icu.text.IDNA;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bare mail address that mail servers everywhere deliver to: RFC 5321 without quoted local parts, a domain with umlauts
 * (RFC 5891) included. No display name, no encoded word (RFC 2047: it would reach another address), no list, no comment:
 * nothing in it can start another header.
 */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Constraint(validatedBy = MailAddress.Validator.class)
public @interface MailAddress {

    String message() default "{org.poststelle.rest.MailAddress.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Bean Validation calls it; null is valid, as for all its constraints. */
    final class Validator implements ConstraintValidator<MailAddress, @Nullable String> {
        @Override
        public boolean isValid(@Nullable String address, ConstraintValidatorContext context) {
            return address == null || Deliverable.of(address).isPresent();
        }
    }

    /** The form in which mail servers get an address. */
    final class Deliverable {

        private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
        private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
        private static final Pattern ADDRESS = Pattern.compile(
                "(?=.{1,254}$)(?=.{1,64}@)(?!.*=\\?)%1$s(\\.%1$s)*@%2$s(\\.%2$s)+".formatted(ATOM, LABEL));

        /** Not the JDK's, which is of 2003 and takes straße.example for strasse.example: somebody else. */
        private static final IDNA DOMAINS = IDNA.getUTS46Instance(IDNA.USE_STD3_RULES
                | IDNA.CHECK_BIDI
                | IDNA.CHECK_CONTEXTJ
                | IDNA.NONTRANSITIONAL_TO_ASCII
                | IDNA.NONTRANSITIONAL_TO_UNICODE);

        private Deliverable() {}

        /**
         * @param address as people write it
         * @return the address with its domain in ASCII, or nothing for what is no {@link MailAddress}
         */
        public static Optional<String> of(String address) {
            var at = address.lastIndexOf('@') + 1;
            var domain = address.substring(at);
            var info = new IDNA.Info();
            var ascii = DOMAINS.nameToASCII(domain, new StringBuilder(), info).toString();
            // a domain that is written otherwise than it is registered (①, ﬀ) may be meant otherwise
            var registered = DOMAINS.nameToUnicode(domain, new StringBuilder(), info);
            var written = domain.toLowerCase(Locale.ROOT);
            if (info.hasErrors() || !(written.contentEquals(registered) || written.equals(ascii))) {
                return Optional.empty();
            }
            return Optional.of(address.substring(0, at) + ascii)
                    .filter(deliverable -> ADDRESS.matcher(deliverable).matches());
        }
    }
}
