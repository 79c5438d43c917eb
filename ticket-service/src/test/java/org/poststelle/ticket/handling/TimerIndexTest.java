package org.poststelle.ticket.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.ticket.TicketServiceTest;

@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class TimerIndexTest extends TicketServiceTest {

    @Test
    void ticketsToEraseAreFoundByTheirIndex() {
        var plan = database.plan(Tickets.TO_ERASE
                .replace(":closedBefore", "now()")
                .replace(":now", "now()")
                .replace(":limit", "100"));

        assertThat(plan)
                .noneMatch(line -> line.contains("Seq Scan on ticket"))
                .anyMatch(line -> line.contains("ticket_to_erase on ticket t"))
                .anyMatch(line -> line.contains("Index Cond: ((centre = ") && line.contains("closed_at <"));
    }

    @Test
    void questionsToPursueAreFoundByTheirIndex() {
        var plan = database.plan(Tickets.TO_PURSUE.replace(":now", "now()").replace(":limit", "100"));

        assertThat(plan)
                .anyMatch(line -> line.contains("ticket_question"))
                .anyMatch(line -> line.contains("Index Cond"));
    }
}
