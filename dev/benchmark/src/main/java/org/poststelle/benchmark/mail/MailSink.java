package org.poststelle.benchmark.mail;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.subethamail.smtp.server.SMTPServer;

/** A mail server that accepts every mail, counts it, tells what it is about, and keeps nothing. */
public final class MailSink implements AutoCloseable {

    /** The subject names the ticket, such as {@code KO-2026-000123}. */
    private static final Pattern REFERENCE = Pattern.compile("(?m)^Subject: .*?([A-Z]{2,}-\\d{4}-\\d+)");

    private final SMTPServer server;
    private final LongAdder accepted = new LongAdder();
    private volatile Consumer<String> listener = _ -> {};

    /**
     * Starts the server.
     *
     * @param port where it listens, on the loopback interface
     */
    public MailSink(int port) {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .maxConnections(200)
                .backlog(200)
                .messageHandler((_, _, _, data) -> accept(data))
                .build();
        server.start();
    }

    private void accept(byte[] mail) {
        accepted.increment();
        var reference = REFERENCE.matcher(new String(mail, StandardCharsets.US_ASCII));
        if (reference.find()) {
            listener.accept(reference.group(1));
        }
    }

    /** From now on this one, and no other, is told the ticket reference of each mail. */
    public void onMail(Consumer<String> newListener) {
        listener = newListener;
    }

    public long accepted() {
        return accepted.sum();
    }

    @Override
    public void close() {
        server.stop();
    }
}
