package org.poststelle.messaging.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;

/**
 * Publishes what the outbox holds: in order, one replica at a time, each event at least once.
 *
 * <p>A batch holds a transaction-level advisory lock while it reads the oldest rows, sends them, waits for the broker's
 * acknowledgements and deletes the acknowledged ones up to the first failure. A crash before the commit publishes them again
 * with the same ids, which consumers recognise; nothing is deleted that was not acknowledged, and nothing overtakes an event
 * that failed. Whoever records an event wakes the relay of its own replica after the commit; the sweep finds the rest.
 */
@ApplicationScoped
class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private static final int BATCH_SECONDS = 60;

    private final OutboxRecords records;
    private final OutboxSettings settings;
    private final Map<String, Object> kafka;
    private final URI source;
    private final Semaphore work = new Semaphore(0);
    private volatile @Nullable KafkaProducer<String, byte[]> producer;
    private volatile @Nullable Thread worker;
    private volatile boolean running;

    OutboxRelay(
            OutboxRecords records,
            OutboxSettings settings,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String application,
            MeterRegistry metrics) {
        this.records = records;
        this.settings = settings;
        this.kafka = kafka;
        this.source = URI.create("/poststelle/" + application);
        metrics.gauge("poststelle.outbox.age", this, OutboxRelay::oldestSeconds);
    }

    void start(@Observes StartupEvent event) {
        running = true;
        worker = Thread.ofPlatform().name("outbox-relay").start(this::run);
    }

    /** Before the data source closes. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        running = false;
        work.release();
        if (worker != null) {
            worker.join(TimeUnit.SECONDS.toMillis(10));
        }
        closeProducer();
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) Outbox.Recorded recorded) {
        work.release();
    }

    private void run() {
        while (running) {
            try {
                if (work.tryAcquire(settings.sweep().toMillis(), TimeUnit.MILLISECONDS)) {
                    work.drainPermits();
                }
                boolean more;
                do {
                    more = AccessScope.SERVICE.call(() -> QuarkusTransaction.requiringNew()
                            .timeout(BATCH_SECONDS)
                            .call(this::publishBatch));
                } while (more && running);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                // whatever it was: a relay that stops publishes nothing until somebody notices
                if (running) {
                    LOG.warnf("Publishing failed and is tried again: %s", e);
                }
                closeProducer();
            }
        }
    }

    /** @return whether there may be more to publish at once */
    private boolean publishBatch() {
        if (!records.lock(BATCH_SECONDS)) {
            return false;
        }
        // read after the lock, with a snapshot of its own: so it sees what the last holder deleted
        var pending = records.oldest(settings.batch());
        if (pending.isEmpty()) {
            return false;
        }
        var acknowledged = send(pending);
        records.remove(acknowledged);
        return acknowledged.size() == settings.batch();
    }

    /** @return the ids the broker acknowledged, up to the first it did not */
    private List<UUID> send(List<OutboxRecord> pending) {
        var acknowledged = new ArrayList<UUID>();
        try {
            // asked once, so that a broker that is away fails the batch here and not after a wait for each event
            producer().partitionsFor(settings.topic());
            var sending = new ArrayList<Future<RecordMetadata>>();
            for (var record : pending) {
                var sent = producer().send(record.toRecord(settings.topic(), source));
                sending.add(sent);
                if (sent.state() == Future.State.FAILED) {
                    break; // what follows must not overtake it
                }
            }
            for (int i = 0; i < sending.size(); i++) {
                sending.get(i).get();
                acknowledged.add(pending.get(i).id());
            }
        } catch (ExecutionException | KafkaException e) {
            LOG.warnf("The broker did not take an event; it stays first in line: %s", e);
            closeProducer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return acknowledged;
    }

    /** One producer until something fails: an idempotent producer must not continue after a send whose result is unknown. */
    private KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            var config = new HashMap<>(kafka);
            config.put(ProducerConfig.ACKS_CONFIG, "all");
            config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
            config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
            config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
            config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
            producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private void closeProducer() {
        var closing = producer;
        producer = null;
        if (closing != null) {
            try {
                closing.close(Duration.ZERO);
            } catch (KafkaException e) {
                LOG.warnf("The producer did not close: %s", e);
            }
        }
    }

    /** Whether somebody publishes; without this a dead thread would go unnoticed until the outbox is full. */
    boolean isAlive() {
        return worker != null && worker.isAlive();
    }

    private double oldestSeconds() {
        return AccessScope.SERVICE.call(
                () -> QuarkusTransaction.joiningExisting().call(records::oldestSeconds));
    }
}
