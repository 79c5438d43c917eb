package org.poststelle.notification.smtp;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.MailAddress.Deliverable;

/**
 * A bare mail address (addr-spec of RFC 5321) and nothing else: no display name, no list, no comment, so that nothing but
 * one address can ever reach the envelope or a header.
 */
public record MailAddress(String value) {

    public MailAddress {
        if (Deliverable.of(value).filter(value::equals).isEmpty()) {
            throw new IllegalArgumentException("not a bare mail address");
        }
    }

    /** The address in a text of uncertain quality; a domain with umlauts is taken in its ASCII form (RFC 5891). */
    public static Optional<MailAddress> of(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(Deliverable::of).map(MailAddress::new);
    }

    String domain() {
        return value.substring(value.lastIndexOf('@') + 1);
    }

    InternetAddress forEnvelope() throws AddressException {
        return new InternetAddress(value, true);
    }

    /** Addresses are personal data: they do not reach a log by accident. */
    @Override
    public String toString() {
        return "MailAddress[...]";
    }
}
