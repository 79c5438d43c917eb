package org.poststelle.ticket.intake;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.Session;

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
    private final Map<Series, Block> blocks = new ConcurrentHashMap<>();

    References(Session session) {
        this.session = session;
    }

    private record Series(String centre, int year) {}

    /** The numbers of a series that this replica still has: from {@code next} to {@code last}. */
    private record Block(long next, long last) {}

    /** The next reference of the centre for an enquiry received at that instant. */
    String next(String centre, Instant receivedAt) {
        var series = new Series(centre, receivedAt.atZone(CALENDAR).getYear());
        var used = blocks.compute(
                series, (_, block) -> block == null || block.next() == block.last() ? take(series) : advanced(block));
        // ROOT: in other locales digits may not be ASCII
        return String.format(Locale.ROOT, "%s-%d-%06d", centre, series.year(), used.next());
    }

    private static Block advanced(Block block) {
        return new Block(block.next() + 1, block.last());
    }

    private Block take(Series series) {
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
        return new Block(last - BLOCK + 1, last);
    }
}
