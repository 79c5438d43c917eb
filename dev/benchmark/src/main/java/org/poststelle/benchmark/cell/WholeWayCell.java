package org.poststelle.benchmark.cell;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.poststelle.benchmark.load.HttpLoad;
import org.poststelle.benchmark.load.Recorder;
import org.poststelle.benchmark.load.Tickets;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/**
 * How long it takes from the request that creates a ticket until both mails are accepted, the receipt for the citizen and the
 * notice to the authority, and what one ticket costs until then. Tickets arrive at a rate that leaves no backlog.
 */
public final class WholeWayCell implements Cell {

    /** Of its row. */
    public static final String NAME = "Whole way";

    private static final Duration FOR_LAST_MAILS = Duration.ofSeconds(30);

    private final SystemUnderTest system;
    private final Settings settings;

    public WholeWayCell(SystemUnderTest system, Settings settings) {
        this.system = system;
        this.settings = settings;
    }

    @Override
    public List<Measurement> measure() {
        var meter = new Meter(NAME, "ticket", system);
        run(settings.measured(), meter.recorder(), meter::begin);
        return List.of(meter.end());
    }

    private void run(Duration duration, Recorder recorder, Runnable before) {
        var journeys = new Journeys(recorder);
        var requests = new Recorder();
        system.mail().onMail(journeys::mailed);
        var token = system.token(SampleUser.ANNA);
        HttpLoad.open(
                        system.url(Service.TICKET),
                        () -> Tickets.create(token, requests, journeys::created),
                        settings.arrivals(),
                        duration)
                .before(before)
                .run();
        journeys.awaitAll();
        system.mail().onMail(_ -> {});
        for (long failure = 0; failure < requests.failures(); failure++) {
            recorder.failed();
        }
    }

    /** Tickets on their way. The first mail may be there before the response of the request. */
    private static final class Journeys {

        private final Map<String, Journey> all = new ConcurrentHashMap<>();
        private final AtomicInteger created = new AtomicInteger();
        private final Recorder recorder;

        Journeys(Recorder recorder) {
            this.recorder = recorder;
        }

        void created(String reference, long beganAt) {
            created.incrementAndGet();
            of(reference).created(beganAt, recorder);
        }

        void mailed(String reference) {
            of(reference).mailed(recorder);
        }

        private Journey of(String reference) {
            return all.computeIfAbsent(reference, _ -> new Journey());
        }

        void awaitAll() {
            var deadline = System.nanoTime() + FOR_LAST_MAILS.toNanos();
            while (recorder.latencies().count() < created.get() && System.nanoTime() < deadline) {
                Pause.millis(20);
            }
        }
    }

    /** One ticket: three things have to happen. */
    private static final class Journey {

        private static final int HAPPENINGS = 3;

        private int happened;
        private long beganAt;

        synchronized void created(long requestBeganAt, Recorder recorder) {
            beganAt = requestBeganAt;
            happen(recorder);
        }

        synchronized void mailed(Recorder recorder) {
            happen(recorder);
        }

        private void happen(Recorder recorder) {
            happened++;
            if (happened == HAPPENINGS) {
                recorder.finished(beganAt);
            }
        }
    }
}
