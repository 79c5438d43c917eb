package org.poststelle.benchmark.cell;

import java.util.List;
import org.poststelle.benchmark.load.HttpLoad;
import org.poststelle.benchmark.load.Recorder;
import org.poststelle.benchmark.load.Tickets;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** How many tickets can be created; the services behind go on with them meanwhile, as far as they get. */
public final class CreateCell implements Cell {

    private final SystemUnderTest system;
    private final Settings settings;

    public CreateCell(SystemUnderTest system, Settings settings) {
        this.system = system;
        this.settings = settings;
    }

    @Override
    public List<Measurement> measure() {
        var token = system.token(SampleUser.ANNA);
        var server = system.url(Service.TICKET);
        HttpLoad.closed(
                        server,
                        () -> Tickets.create(token, new Recorder(), (_, _) -> {}),
                        settings.users(),
                        settings.warmUp())
                .run();
        system.backlogs().drain();
        var meter = new Meter("Create", "ticket", system);
        HttpLoad.closed(
                        server,
                        () -> Tickets.create(token, meter.recorder(), (_, _) -> {}),
                        settings.users(),
                        settings.measured())
                .before(meter::begin)
                .run();
        return List.of(meter.end());
    }
}
