package org.poststelle.messaging.inbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.poststelle.messaging.IncomingEvent;

/** A record of a topic and the event that was read from it. */
record Delivery(ConsumerRecord<String, byte[]> record, IncomingEvent event) {

    /** Where a record stands, for logs. */
    static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "/" + record.partition() + "/" + record.offset();
    }
}
