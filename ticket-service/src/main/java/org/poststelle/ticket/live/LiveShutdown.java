package org.poststelle.ticket.live;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Ends the streams when the process is told to stop. The graceful shutdown waits for requests that are under way, and these would
 * never end by themselves; it says nothing to the application before.
 */
@ApplicationScoped
class LiveShutdown {

    private final Thread hook;

    LiveShutdown(LiveListeners listeners) {
        this.hook = Thread.ofPlatform().name("live-shutdown").unstarted(listeners::endAll);
    }

    void register(@Observes StartupEvent event) {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void unregister(@Observes ShutdownEvent event) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // the process is stopping, and the hook ran or runs
        }
    }
}
