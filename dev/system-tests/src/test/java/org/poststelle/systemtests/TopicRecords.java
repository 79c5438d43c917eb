package org.poststelle.systemtests;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.poststelle.localstack.LocalStack;

/** Everything that is on the topics. */
final class TopicRecords {

    private TopicRecords() {}

    /**
     * A record in readable form.
     *
     * @param headers those of CloudEvents and all others
     */
    record TopicRecord(String topic, String key, Map<String, String> headers, String value) {

        String type() {
            return headers.getOrDefault("ce_type", "")
                    .replace("org.poststelle.", "")
                    .replace(".v1", "");
        }

        long version() {
            return Long.parseLong(headers.getOrDefault("ce_version", "0"));
        }

        String id() {
            return headers.getOrDefault("ce_id", "");
        }
    }

    /** All records of all topics that were there when it was called, in the order of their partitions. */
    static List<TopicRecord> all(LocalStack stack) {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.kafkaBootstrapServers());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = LocalStack.topics().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            var records = new ArrayList<TopicRecord>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> records.add(readable(record)));
            }
            return records;
        }
    }

    private static TopicRecord readable(ConsumerRecord<byte[], byte[]> record) {
        var headers = new HashMap<String, String>();
        Arrays.stream(record.headers().toArray()).forEach(header -> headers.put(header.key(), text(header.value())));
        return new TopicRecord(record.topic(), text(record.key()), headers, text(record.value()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
