package org.poststelle.testenvironment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other services, as far as the service under test can tell: what they publish and what reaches them. */
public final class Topics implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaProducer<String, byte[]> producer;
    private final List<Message> seen = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean open = true;

    Topics(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "acks", "all");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        reader = Thread.ofVirtual().name("topics").start(() -> read(bootstrapServers));
    }

    /**
     * An event on a topic.
     *
     * @param headers all headers as text, {@code ce_type} and the others
     */
    public record Message(String topic, String key, Map<String, String> headers, JsonNode body) {

        /** The CloudEvents type. */
        public String type() {
            return headers.getOrDefault("ce_type", "");
        }

        /** The version among the events of its ticket on the topic. */
        public long version() {
            return Long.parseLong(headers.getOrDefault("ce_version", "0"));
        }
    }

    /**
     * Publishes an event as another service would.
     *
     * @return the event's id, to publish it {@link #publishAgain again}
     */
    public UUID publish(String topic, String type, UUID ticketId, long version, String centre, String body) {
        var id = UUID.randomUUID();
        publishAgain(id, topic, type, ticketId, version, centre, body);
        return id;
    }

    /** Publishes an event with a known id, such as one that was published before. */
    public void publishAgain(
            UUID id, String topic, String type, UUID ticketId, long version, String centre, String body) {
        publishRaw(
                topic,
                ticketId.toString(),
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_source",
                        "/poststelle/test",
                        "ce_type",
                        type,
                        "ce_subject",
                        ticketId.toString(),
                        "ce_time",
                        Instant.now().toString(),
                        "ce_version",
                        Long.toString(version),
                        "ce_centre",
                        centre,
                        "content-type",
                        "application/json"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes any bytes with any headers. */
    public void publishRaw(String topic, String key, Map<String, String> headers, byte[] body) {
        var record = new ProducerRecord<>(topic, key, body);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is on a topic about a ticket so far, in the topic's order. */
    public List<Message> about(UUID ticketId, String topic) {
        return seen.stream()
                .filter(message ->
                        message.topic().equals(topic) && message.key().equals(ticketId.toString()))
                .toList();
    }

    /**
     * Waits for an event of a type about a ticket.
     *
     * @throws AssertionError after 20 seconds
     */
    public Message await(UUID ticketId, String topic, String type) {
        return await(ticketId, topic, message -> message.type().equals(type), type);
    }

    private Message await(UUID ticketId, String topic, Predicate<Message> wanted, String description) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            for (var message : about(ticketId, topic)) {
                if (wanted.test(message)) {
                    return message;
                }
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new AssertionError("No " + description + " about " + ticketId + " on " + topic + ", only "
                + about(ticketId, topic).stream().map(Message::type).toList());
    }

    private void read(String bootstrapServers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest", "fetch.max.wait.ms", 50);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = Servers.TOPICS.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (open) {
                var found = new ArrayList<Message>();
                for (var record : consumer.poll(Duration.ofMillis(50))) {
                    found.add(message(record));
                }
                seen.addAll(found);
            }
        }
    }

    private static Message message(ConsumerRecord<String, byte[]> record) {
        var headers = new HashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try {
            var body = record.value() == null ? null : JSON.readTree(record.value());
            return new Message(
                    record.topic(), String.valueOf(record.key()), headers, body == null ? JSON.nullNode() : body);
        } catch (IOException e) {
            return new Message(record.topic(), String.valueOf(record.key()), headers, JSON.nullNode());
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ZERO);
    }
}
