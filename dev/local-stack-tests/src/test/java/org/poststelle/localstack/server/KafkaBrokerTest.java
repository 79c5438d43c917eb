package org.poststelle.localstack.server;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    @TempDir
    Path data;

    @Test
    void recordsSurviveARestartAndTopicsAreCreatedOnce() throws Exception {
        var port = Ports.anyFree();
        try (var broker = KafkaBroker.start(data, port)) {
            broker.createTopics(List.of("tickets"));
            send(broker, "tickets", "kept");
        }
        try (var broker = KafkaBroker.start(data, port)) {
            broker.createTopics(List.of("tickets", "routing"));
            assertThat(broker.bootstrapServers()).isEqualTo("localhost:" + port);
            assertThat(read(broker, "tickets")).containsExactly("kept");
            try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                var topics = admin.describeTopics(List.of("tickets", "routing"))
                        .allTopicNames()
                        .get();
                assertThat(topics.values())
                        .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(24));
            }
            assertThatThrownBy(() -> send(broker, "misspelt", "lost")).hasMessageContaining("misspelt");
        }
    }

    private static void send(KafkaBroker broker, String topic, String value) throws Exception {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 1000, "compression.type", "lz4");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
        }
    }

    private static List<String> read(KafkaBroker broker, String topic) {
        var settings = Map.<String, Object>of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            var records = consumer.poll(Duration.ofMillis(200));
            while (records.isEmpty() && System.nanoTime() < deadline) {
                records = consumer.poll(Duration.ofMillis(200));
            }
            return StreamSupport.stream(records.spliterator(), false)
                    .sorted(comparingLong(ConsumerRecord::timestamp))
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }
}
