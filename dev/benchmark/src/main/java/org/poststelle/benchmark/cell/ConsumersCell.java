package org.poststelle.benchmark.cell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.poststelle.benchmark.load.HttpLoad;
import org.poststelle.benchmark.load.Tickets;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/**
 * How fast each service catches up. All are suspended (not restarted: they stay warm) while tickets are created; then one after
 * the other continues alone until it has read everything. In the end notification-service reads and sends, which needs the others.
 */
public final class ConsumersCell implements Cell {

    private static final Duration TO_CATCH_UP = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;

    private final SystemUnderTest system;
    private final Settings settings;

    public ConsumersCell(SystemUnderTest system, Settings settings) {
        this.system = system;
        this.settings = settings;
    }

    @Override
    public List<Measurement> measure() {
        try {
            var measurements = new ArrayList<Measurement>();
            for (var service : List.of(Service.ROUTING, Service.SLA, Service.NOTIFICATION)) {
                system.process(service).suspend();
            }
            var created = createTickets();
            measurements.add(created);
            var tickets = created.units();
            system.process(Service.TICKET).suspend();
            measurements.add(alone(Service.SLA, tickets));
            measurements.add(alone(Service.ROUTING, tickets));
            measurements.add(alone(Service.TICKET, 2 * tickets));
            for (var service : List.of(Service.TICKET, Service.ROUTING, Service.SLA)) {
                system.process(service).resume();
            }
            awaitLag(Service.ROUTING);
            awaitLag(Service.SLA);
            measurements.addAll(mails(tickets));
            return measurements;
        } finally {
            for (var service : Service.values()) {
                system.process(service).resume();
            }
        }
    }

    /** Until all are published. */
    private Measurement createTickets() {
        var meter = new Meter("Create, while nobody reads", "ticket", system);
        var token = system.token(SampleUser.ANNA);
        HttpLoad.closed(
                        system.url(Service.TICKET),
                        () -> Tickets.create(token, meter.recorder(), (_, _) -> {}),
                        settings.users(),
                        settings.measured().dividedBy(5))
                .before(meter::begin)
                .run();
        var created = meter.end();
        awaitPublished(Service.TICKET);
        return created;
    }

    private Measurement alone(Service service, long events) {
        var backlogs = system.backlogs();
        var before = backlogs.handledEvents(service);
        var meter = new Meter("Events read by " + service.id(), "event", system);
        system.process(service).resume();
        // it joins its consumer group again first, which is no part of reading
        var first = awaitEvents(service, before + 1);
        meter.begin();
        var last = awaitEvents(service, before + events);
        var measurement = meter.end(last - first);
        awaitPublished(service);
        system.process(service).suspend();
        return measurement;
    }

    /** For each ticket three events to read and two mails to send, the receipt and the notice to the authority. */
    private List<Measurement> mails(long tickets) {
        var service = Service.NOTIFICATION;
        var sink = system.mail();
        var eventsBefore = system.backlogs().handledEvents(service);
        var mailsBefore = sink.accepted();
        var reading = new Meter("Events read by " + service.id() + ", which sends meanwhile", "event", system);
        var sending = new Meter("Mails sent, reading included", "mail", system);
        system.process(service).resume();
        var firstEvent = awaitEvents(service, eventsBefore + 1);
        var firstMail = sink.accepted();
        reading.begin();
        sending.begin();
        var lastEvent = awaitEvents(service, eventsBefore + 3 * tickets);
        var read = reading.end(lastEvent - firstEvent);
        await(() -> sink.accepted() >= mailsBefore + 2 * tickets);
        return List.of(read, sending.end(sink.accepted() - firstMail));
    }

    /** Waits for so many and returns how many there are; fewer when it takes too long. */
    private long awaitEvents(Service service, long events) {
        await(() -> system.backlogs().handledEvents(service) >= events);
        return system.backlogs().handledEvents(service);
    }

    private void awaitPublished(Service service) {
        await(() -> system.backlogs().outboxRows(service) == 0);
    }

    private void awaitLag(Service service) {
        await(() -> system.backlogs().consumerLag(service) == 0);
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + TO_CATCH_UP.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Pause.millis(POLL_MILLIS);
        }
    }
}
