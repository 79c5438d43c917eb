package org.poststelle.messaging.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a service publishes. */
@ConfigMapping(prefix = "poststelle.outbox")
interface OutboxSettings {

    /** The topic that belongs to the service. */
    String topic();

    /** How often to look for events that nobody was woken for, such as those of a replica that died. */
    @WithDefault("5s")
    Duration sweep();

    /** How many events one transaction publishes. */
    @WithDefault("500")
    int batch();
}
