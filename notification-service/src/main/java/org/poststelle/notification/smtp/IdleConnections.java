package org.poststelle.notification.smtp;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Connections to the mail server that wait for an email, the last used one first. Servers close what is idle for long (RFC 5321,
 * 4.5.3.2: after five minutes), so none waits longer than a few seconds.
 */
final class IdleConnections {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Clock clock;
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    IdleConnections(Clock clock) {
        this.clock = clock;
    }

    private record Waiting(SmtpConnection connection, Instant since) {}

    /** A connection to use; the caller closes it or gives it back. */
    Optional<SmtpConnection> idle() {
        closeExpired();
        synchronized (this) {
            return Optional.ofNullable(waiting.pollLast()).map(Waiting::connection);
        }
    }

    /** Gives a connection back that the last email was accepted on. */
    void keep(SmtpConnection connection) {
        synchronized (this) {
            waiting.addLast(new Waiting(connection, clock.instant()));
        }
        closeExpired();
    }

    /** Closes those that have waited too long. */
    void closeExpired() {
        var limit = clock.instant().minus(LONGEST_WAIT);
        List<Waiting> expired = new ArrayList<>();
        synchronized (this) {
            while (!waiting.isEmpty() && waiting.getFirst().since().isBefore(limit)) {
                expired.add(waiting.removeFirst());
            }
        }
        expired.forEach(found -> found.connection().disconnect());
    }

    /** Closes all of them. */
    void close() {
        List<Waiting> all;
        synchronized (this) {
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(found -> found.connection().disconnect());
    }
}
