package org.poststelle.messaging.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/** Feeds the inbox from the service's topics, and keeps it tidy. */
@ApplicationScoped
class EventReader {

    /** Longer than a topic keeps its events: what is read again by then is known by its version. */
    private static final int KEEP_DAYS = 30;

    private static final int PURGE_BATCH = 10_000;

    private final Inbox inbox;
    private final ParkedRecords parked;
    private final Jdbi jdbi;

    EventReader(Inbox inbox, ParkedRecords parked, Jdbi jdbi, MeterRegistry metrics) {
        this.inbox = inbox;
        this.parked = parked;
        this.jdbi = jdbi;
        for (var reason : ParkedRecord.Reason.values()) {
            metrics.gauge(
                    "poststelle.inbox.parked",
                    List.of(Tag.of("reason", reason.name())),
                    parked,
                    records -> records.count(reason));
        }
    }

    @Incoming("events")
    @Blocking
    void read(ConsumerRecord<String, byte[]> record) {
        inbox.receive(record);
    }

    @Scheduled(
            every = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void takeWhatACrashLeftWaiting() {
        for (var place : parked.ready()) {
            inbox.applyBuffered(place.topic(), place.ticketId());
        }
    }

    @Scheduled(every = "1m", delayed = "1m", skipExecutionIf = ApplicationNotRunning.class)
    void purgeExpired() {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        delete from inbox where event_id in (
                            select event_id from inbox
                            where received_at < statement_timestamp() - make_interval(days => :days)
                            order by received_at limit :atOnce)
                        """)
                .bind("days", KEEP_DAYS)
                .bind("atOnce", PURGE_BATCH)
                .execute());
    }
}
