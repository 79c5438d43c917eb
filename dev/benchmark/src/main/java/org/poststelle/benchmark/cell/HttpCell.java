package org.poststelle.benchmark.cell;

import io.gatling.javaapi.core.ChainBuilder;
import java.util.List;
import java.util.function.Function;
import org.poststelle.benchmark.load.HttpLoad;
import org.poststelle.benchmark.load.Recorder;
import org.poststelle.benchmark.load.Tickets;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/**
 * How many requests of one kind ticket-service can serve while some users do nothing else. The services behind go on with what
 * comes of it meanwhile, as far as they get; a second row continues until they are done.
 */
public final class HttpCell implements Cell {

    private final String name;
    private final String unit;
    private final SystemUnderTest system;
    private final Settings settings;
    private final boolean changesTickets;
    private final Function<Recorder, ChainBuilder> work;

    private HttpCell(
            String name,
            String unit,
            SystemUnderTest system,
            Settings settings,
            boolean changesTickets,
            Function<Recorder, ChainBuilder> work) {
        this.name = name;
        this.unit = unit;
        this.system = system;
        this.settings = settings;
        this.changesTickets = changesTickets;
        this.work = work;
    }

    /** Creating tickets. */
    public static Cell create(SystemUnderTest system, Settings settings) {
        var token = system.token(SampleUser.ANNA);
        return new HttpCell(
                "Create", "ticket", system, settings, true, recorder -> Tickets.create(token, recorder, (_, _) -> {}));
    }

    /** Reading one ticket. */
    public static Cell read(SystemUnderTest system, Settings settings) {
        var token = system.token(SampleUser.ANNA);
        return () -> {
            var ids = system.tickets().newest();
            return new HttpCell(
                            "Read", "ticket", system, settings, false, recorder -> Tickets.read(token, recorder, ids))
                    .measure();
        };
    }

    /** Reading a list. */
    public static Cell list(SystemUnderTest system, Settings settings) {
        var token = system.token(SampleUser.ANNA);
        return new HttpCell("List of 50", "list", system, settings, false, recorder -> Tickets.list(token, recorder));
    }

    /** Accepting and answering what is forwarded; ends early when nothing is left to answer. */
    public static Cell acceptAndAnswer(SystemUnderTest system, Settings settings) {
        var token = system.token(SampleUser.CARLA);
        return () -> {
            var forwarded = system.tickets().forwarded();
            return new HttpCell(
                            "Accept and answer",
                            "ticket",
                            system,
                            settings,
                            true,
                            recorder -> Tickets.acceptAndAnswer(token, recorder, forwarded))
                    .measure();
        };
    }

    @Override
    public List<Measurement> measure() {
        var requests = new Meter(name, unit, system);
        var everything = new Meter(name + ", until all that follows is done", unit, system);
        HttpLoad.closed(
                        system.url(Service.TICKET),
                        () -> work.apply(requests.recorder()),
                        settings.users(),
                        settings.measured())
                .before(() -> {
                    requests.begin();
                    everything.begin();
                })
                .run();
        var answered = requests.end();
        if (!changesTickets) {
            return List.of(answered);
        }
        system.backlogs().drain();
        return List.of(answered, everything.end(answered.units()));
    }
}
