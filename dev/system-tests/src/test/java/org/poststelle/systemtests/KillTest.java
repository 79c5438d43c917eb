package org.poststelle.systemtests;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.Service;

/** All services die in the middle of their work; longer runs with other outages are in {@link OutagesTest}. */
@ExtendWith(RunningSystem.class)
class KillTest {

    @Test
    void ticketsSurviveTheKillOfAllServices(LocalStack stack) throws Exception {
        new TicketLoad(stack, "all", 40).survives(() -> {
            var services = EnumSet.allOf(Service.class);
            services.forEach(service -> stack.process(service).kill());
            services.parallelStream().forEach(service -> stack.process(service).start());
        });
    }
}
