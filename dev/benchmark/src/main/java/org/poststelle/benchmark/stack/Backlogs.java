package org.poststelle.benchmark.stack;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.poststelle.localstack.Service;

/** Asks Kafka and the databases what is waiting. */
public final class Backlogs implements AutoCloseable {

    private static final Duration TO_DRAIN = Duration.ofSeconds(60);

    private final SystemUnderTest system;
    private final Admin kafka;

    Backlogs(SystemUnderTest system) {
        this.system = system;
        kafka = Admin.create(Map.of("bootstrap.servers", system.kafkaBootstrapServers()));
    }

    /** What is waiting now. */
    public Backlog now() {
        long lag = 0;
        long outbox = 0;
        long parked = 0;
        for (var service : Service.values()) {
            lag += consumerLag(service);
            outbox += outboxRows(service);
            parked += count(service, "select count(*) from parked_record");
        }
        var mails = count(
                Service.NOTIFICATION,
                "select count(*) from mail_job where state in ('CREATED', 'SENDING', 'RETRY', 'UNCERTAIN')");
        return new Backlog(lag, outbox, mails, parked);
    }

    /** Waits until nothing is waiting; continues all the same when it takes too long, and returns what is left then. */
    public Backlog drain() {
        var deadline = System.nanoTime() + TO_DRAIN.toNanos();
        var backlog = now();
        while (!backlog.isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(250);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            backlog = now();
        }
        return backlog;
    }

    /** Records that a service has not read yet, of all topics it reads. */
    public long consumerLag(Service service) {
        try {
            var offsets = kafka.listConsumerGroupOffsets(Map.of(service.id(), new ListConsumerGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(service.id())
                    .get();
            var latest = new HashMap<TopicPartition, OffsetSpec>();
            offsets.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
            var ends = kafka.listOffsets(latest).all().get();
            return ends.entrySet().stream()
                    .mapToLong(end -> end.getValue().offset() - committed(offsets.get(end.getKey())))
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not tell the lag of " + service.id(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long committed(@Nullable OffsetAndMetadata offset) {
        return offset == null ? 0 : offset.offset();
    }

    /** Events that have taken effect in a service since its first start; those of a ticket are numbered without gaps. */
    public long handledEvents(Service service) {
        return count(service, "select coalesce(sum(version), 0) from inbox_position");
    }

    /** Events that a service has not published yet. */
    public long outboxRows(Service service) {
        return count(service, "select count(*) from outbox");
    }

    private long count(Service service, String query) {
        try (var connection = system.connect(service.database());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
