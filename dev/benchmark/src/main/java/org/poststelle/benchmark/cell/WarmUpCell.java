package org.poststelle.benchmark.cell;

import java.util.List;
import java.util.Queue;
import org.poststelle.benchmark.load.HttpLoad;
import org.poststelle.benchmark.load.Recorder;
import org.poststelle.benchmark.load.Tickets;
import org.poststelle.benchmark.load.Tickets.Forwarded;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** Does everything for a while and measures nothing: without it one would measure the compilers of the JVMs. */
public final class WarmUpCell implements Cell {

    private final SystemUnderTest system;
    private final Settings settings;

    public WarmUpCell(SystemUnderTest system, Settings settings) {
        this.system = system;
        this.settings = settings;
    }

    @Override
    public List<Measurement> measure() {
        var ignored = new Recorder();
        var agent = system.token(SampleUser.ANNA);
        var clerk = system.token(SampleUser.CARLA);
        HttpLoad.closed(
                        system.url(Service.TICKET),
                        () -> Tickets.create(agent, ignored, (_, _) -> {}),
                        settings.users(),
                        settings.warmUp().multipliedBy(2).dividedBy(3))
                .run();
        system.backlogs().drain();
        var ids = system.tickets().newest();
        Queue<Forwarded> forwarded = system.tickets().forwarded();
        HttpLoad.closed(
                        system.url(Service.TICKET),
                        () -> Tickets.create(agent, ignored, (_, _) -> {})
                                .exec(Tickets.read(agent, ignored, ids))
                                .exec(Tickets.list(agent, ignored))
                                .exec(Tickets.acceptAndAnswer(clerk, ignored, forwarded)),
                        settings.users(),
                        settings.warmUp().dividedBy(3))
                .run();
        return List.of();
    }
}
