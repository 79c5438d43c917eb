package org.poststelle.ticket.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Hands out references such as {@code KO-2026-000123}. Each replica takes numbers in blocks, so that the creations of a centre do not
 * wait for each other; references are unique, but have gaps and do not tell in which order tickets were created.
 */
@ApplicationScoped
class References {

    private static final int BLOCK = 20;

    /** Decides in which year a reference counts. */
    private static final ZoneId CALENDAR = ZoneId.of("Europe/Berlin");

    private final Session session;
    private final Map<Series, Queue<Long>> unused = new ConcurrentHashMap<>();

    References(Session session) {
        this.session = session;
    }

    private record Series(String centre, int year) {}

    /** The next reference of the centre for an enquiry received at that instant. */
    String next(String centre, Instant receivedAt) {
        var series = new Series(centre, receivedAt.atZone(CALENDAR).getYear());
        var numbers = unused.computeIfAbsent(series, _ -> new ConcurrentLinkedQueue<>());
        @Nullable Long taken = numbers.poll();
        // whoever finds none takes a block of its own: waiting for somebody else's would make a line of a database that
        // hesitates
        long number = taken != null ? taken : take(series, numbers);
        // ROOT: in other locales digits may not be ASCII
        return String.format(Locale.ROOT, "%s-%d-%06d", centre, series.year(), number);
    }

    /** Takes a block, of which all numbers but the first are left to others. */
    private long take(Series series, Queue<Long> others) {
        var last = QuarkusTransaction.requiringNew()
                .call(() -> session.createNativeQuery("""
                        insert into reference_counter as counter (centre, year, last) values (:centre, :year, :block)
                        on conflict (centre, year) do update set last = counter.last + :block
                        returning last
                        """, Long.class)
                        .setParameter("centre", series.centre())
                        .setParameter("year", series.year())
                        .setParameter("block", BLOCK)
                        .getSingleResult());
        var first = last - BLOCK + 1;
        LongStream.rangeClosed(first + 1, last).forEach(others::add);
        return first;
    }
}
