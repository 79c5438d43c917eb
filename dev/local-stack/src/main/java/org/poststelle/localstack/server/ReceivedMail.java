package org.poststelle.localstack.server;

import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it arrived in one mailbox.
 *
 * @param recipient address of the mailbox, from the envelope
 * @param to addresses the mail names as its recipients
 * @param messageId the {@code Message-ID} header, empty when missing
 * @param headers all headers by name, in any case; of repeated ones the last
 * @param text the plain text, decoded
 * @param html the same as a web page, decoded; empty when there is none
 * @param receivedAt when it arrived
 */
public record ReceivedMail(
        String recipient,
        String from,
        List<String> to,
        String subject,
        String messageId,
        Map<String, String> headers,
        String text,
        String html,
        Instant receivedAt) {

    static ReceivedMail of(String recipient, MimeMessage message, Instant receivedAt) throws MessagingException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : Collections.list(message.getAllHeaders())) {
            headers.put(header.getName(), header.getValue());
        }
        return new ReceivedMail(
                recipient,
                addresses(message.getFrom()).findFirst().orElse(""),
                addresses(message.getAllRecipients()).toList(),
                message.getSubject() == null ? "" : message.getSubject(),
                headers.getOrDefault("Message-ID", ""),
                Collections.unmodifiableMap(headers),
                text(message, "text/*"),
                text(message, "text/html"),
                receivedAt);
    }

    private static Stream<String> addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? Stream.empty()
                : Stream.of(addresses)
                        .map(address -> address instanceof InternetAddress internet
                                ? internet.getAddress()
                                : address.toString());
    }

    /** The first part of that type. */
    private static String text(Part part, String type) throws MessagingException {
        try {
            if (part.getContent() instanceof Multipart parts) {
                for (var i = 0; i < parts.getCount(); i++) {
                    var text = text(parts.getBodyPart(i), type);
                    if (!text.isEmpty()) {
                        return text;
                    }
                }
                return "";
            }
            return part.isMimeType(type) ? part.getContent().toString() : "";
        } catch (IOException e) {
            throw new MessagingException("The text cannot be read", e);
        }
    }
}
