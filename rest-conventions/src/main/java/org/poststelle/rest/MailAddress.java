package org.poststelle.rest;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A bare mail address that mail servers everywhere deliver to: RFC 5321 without quoted local parts, a domain with umlauts
 * (RFC 5891) included. No display name, no encoded word (RFC 2047: it would reach another address), no list, no comment: nothing in it can start another header.
 */
@Target({FIELD, PARAMETER, TYPE_USE})
@Retention(RUNTIME)
@Constraint(validatedBy = {})
@ReportAsSingleViolation
@Pattern(
        regexp = "(?=.{1,254}$)(?=.{1,64}@)(?!.*=\\?)" + MailAddress.ATOM + "(\\." + MailAddress.ATOM + ")*@"
                + MailAddress.LABEL + "(\\." + MailAddress.LABEL + ")+")
public @interface MailAddress {

    String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    String LABEL = "[\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?";

    String message() default "{org.poststelle.rest.MailAddress.message}";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
