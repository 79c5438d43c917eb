package org.poststelle.benchmark.volume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.poststelle.benchmark.load.Latencies;
import org.poststelle.benchmark.process.CpuTimes;
import org.poststelle.benchmark.process.SystemProcess;
import org.poststelle.benchmark.report.Table;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;

/**
 * The timers of sla-service, while more and more promises are armed. The other services stand still meanwhile, because they know nothing
 * of these tickets.
 */
final class TimerSection implements Section {

    private static final int DUE_PER_SECOND = 20;
    private static final Duration DUE = Duration.ofSeconds(20);
    private static final Duration LEAD = Duration.ofSeconds(5);
    /** So long it may take to store the promises that are due at once; they are due after it. */
    private static final Duration STORING = Duration.ofSeconds(60);

    private static final String INSTANT = "'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'";
    private static final String OVERDUE =
            "select count(*) from promise where state = 'RUNNING' and due_at < statement_timestamp()";
    private static final Duration TO_ANNOUNCE = Duration.ofMinutes(5);
    private static final int CHUNK = 50_000;
    private static final int WARNINGS = 100;
    private static final int WARM_UP = 5_000;
    private static final List<Service> OTHERS = List.of(Service.TICKET, Service.ROUTING, Service.NOTIFICATION);

    private final SystemUnderTest system;
    private final VolumeSettings settings;
    private final Consumer<String> progress;
    private final UUID sample;

    TimerSection(SystemUnderTest system, VolumeSettings settings, Consumer<String> progress, UUID sample) {
        this.system = system;
        this.settings = settings;
        this.progress = progress;
        this.sample = sample;
    }

    @Override
    public String name() {
        return "Timers";
    }

    @Override
    public List<Table> measure() {
        OTHERS.forEach(service -> system.process(service).suspend());
        try (var database = Database.of(system, Service.SLA)) {
            var rows = new ArrayList<List<String>>();
            var armed = 0;
            store(database, "now()", "null", 1, WARM_UP, "WARM-UP");
            awaitAnnounced(database);
            for (var wanted : settings.promises()) {
                arm(database, armed, wanted);
                armed = wanted;
                rows.add(row(database, armed));
            }
            return List.of(
                    new Table(
                            "Timers: %d promises due in each of %d seconds while others are armed, CPU in ms per second, lateness in ms"
                                    .formatted(DUE_PER_SECOND, DUE.toSeconds()),
                            List.of(
                                    "armed",
                                    "idle: sla-service",
                                    "PostgreSQL",
                                    "due: sla-service",
                                    "PostgreSQL",
                                    "announced",
                                    "p50",
                                    "p99",
                                    "max"),
                            rows),
                    new Table(
                            "Timers: many promises due at once, %d warnings due in the ten seconds from then, in s"
                                    .formatted(WARNINGS),
                            List.of(
                                    "armed",
                                    "due at once",
                                    "announced after",
                                    "per second",
                                    "published after",
                                    "warnings",
                                    "p50 late",
                                    "p99",
                                    "max"),
                            List.of(backlog(database, armed))));
        } finally {
            OTHERS.forEach(service -> system.process(service).resume());
        }
    }

    private void arm(Database database, int from, int to) {
        for (int there = from; there < to; there = Math.min(there + CHUNK, to)) {
            store(
                    database,
                    "now() + interval '1 day' + number * interval '1 second'",
                    "now() + interval '12 hours' + number * interval '1 second'",
                    there + 1,
                    Math.min(there + CHUNK, to),
                    "ARMED");
        }
        database.settle("promise");
        progress.accept("  %d promises armed".formatted(to));
    }

    private void store(Database database, String due, String warning, int first, int last, String reference) {
        database.execute(promises(due, warning, first, last, reference));
    }

    private List<String> row(Database database, int armed) {
        var idle = cpuPerSecond(settings.idle());
        var name = "DUE-" + armed;
        var many = DUE_PER_SECOND * (int) DUE.toSeconds();
        var due = "now() + interval '%d seconds' + number * interval '1 second' / %d"
                .formatted(LEAD.toSeconds(), DUE_PER_SECOND);
        store(database, due, "null", 1, many, name);
        Waiting.pause(LEAD);
        var busy = cpuPerSecond(DUE);
        awaitAnnounced(database);
        var late = lateness(database, name);
        progress.accept("  %d of %d announced".formatted(late.count(), many));
        return List.of(
                Integer.toString(armed),
                idle.get(0),
                idle.get(1),
                busy.get(0),
                busy.get(1),
                Integer.toString(late.count()),
                Table.number(late.percentile(0.5).toNanos() / 1e6),
                Table.number(late.percentile(0.99).toNanos() / 1e6),
                Table.number(late.percentile(1).toNanos() / 1e6));
    }

    /** Of sla-service and of PostgreSQL. */
    private List<String> cpuPerSecond(Duration duration) {
        var processes = List.of(system.process(Service.SLA), postgreSql());
        var before = CpuTimes.of(processes);
        Waiting.pause(duration);
        var used = CpuTimes.of(processes).since(before);
        return processes.stream()
                .map(process -> Table.number(used.ofProcesses()
                                .getOrDefault(process.name(), Duration.ZERO)
                                .toNanos()
                        / 1e6
                        / duration.toSeconds()))
                .toList();
    }

    private SystemProcess postgreSql() {
        return system.processes().stream()
                .filter(process -> process.name().equals("PostgreSQL"))
                .findFirst()
                .orElseThrow();
    }

    private static Latencies lateness(Database database, String name) {
        return Latencies.of(database.numbers("""
                select cast(extract(epoch from settled_at - due_at) * 1000000000 as bigint) from promise
                where reference like '%s-%%' and state = 'BREACHED'""".formatted(name)));
    }

    private void awaitAnnounced(Database database) {
        var announced = Waiting.until(() -> database.number(OVERDUE) == 0, TO_ANNOUNCE);
        if (!announced) {
            progress.accept("  not all was announced in time");
        }
    }

    private List<String> backlog(Database database, int armed) {
        var due = database.strings("select clock_timestamp() + interval '%d seconds'".formatted(STORING.toSeconds()))
                .getFirst();
        // one transaction, so that nothing of it is due before all of it is there
        store(database, "'%s'".formatted(due), "null", 1, settings.backlog(), "BACKLOG");
        store(
                database,
                "now() + interval '30 days'",
                "'%s'::timestamptz + number * interval '0.1 second'".formatted(due),
                1,
                WARNINGS,
                "WARNED");
        database.settle("promise");
        progress.accept("  %d promises due at once".formatted(settings.backlog()));
        var watch = new WarningWatch(database, "WARNED");
        var waiting = database.number(
                "select greatest(0, ceil(1000 * extract(epoch from timestamptz '%s' - now())))".formatted(due));
        Waiting.pause(Duration.ofMillis(waiting));
        var beganAt = System.nanoTime();
        var announced = 0.0;
        var published = 0.0;
        while (published == 0 && System.nanoTime() - beganAt < TO_ANNOUNCE.toNanos()) {
            watch.look();
            var seconds = (System.nanoTime() - beganAt) / 1e9;
            if (announced == 0 && database.number(OVERDUE) == 0) {
                announced = seconds;
                progress.accept("  announced after %.1f s".formatted(seconds));
            }
            if (announced > 0 && watch.all() && database.number("select count(*) from outbox") == 0) {
                published = seconds;
            }
            Waiting.pause(Duration.ofMillis(100));
        }
        var late = watch.lateness();
        return List.of(
                Integer.toString(armed),
                Integer.toString(settings.backlog()),
                announced == 0 ? "not in time" : Table.number(announced),
                announced == 0 ? "" : Table.number(settings.backlog() / announced),
                published == 0 ? "not in time" : Table.number(published),
                Integer.toString(late.count()),
                Table.number(late.percentile(0.5).toNanos() / 1e9),
                Table.number(late.percentile(0.99).toNanos() / 1e9),
                Table.number(late.percentile(1).toNanos() / 1e9));
    }

    /** Promises with the same due time and the same warning, if there is one, or those that depend on their number. */
    private String promises(String due, String warning, int first, int last, String reference) {
        return """
            insert into promise
            select copy.*
            from (select number, cast(%1$s as timestamptz) as due, cast(%2$s as timestamptz) as warning
                  from generate_series(%3$d, %4$d) as number) as armed
            cross join promise as sample
            cross join lateral jsonb_populate_record(sample, jsonb_build_object(
                'ticket_id', gen_random_uuid(), 'reference', '%5$s-' || number, 'version', 1, 'state', 'RUNNING', 'settled_at', null,
                'due_at', due, 'warn_next_at', warning, 'targets', jsonb_build_array(), 'target_next_at', null,
                'escalation', jsonb_build_array(
                    jsonb_build_object('percent', 50, 'at', to_char(coalesce(warning, now() - interval '1 hour') at time zone 'UTC', %7$s),
                                       'recipients', jsonb_build_array('AUTHORITY')),
                    jsonb_build_object('percent', 100, 'at', to_char(due at time zone 'UTC', %7$s),
                                       'recipients', jsonb_build_array('AUTHORITY', 'COORDINATOR'))))) as copy
            where sample.ticket_id = '%6$s'""".formatted(due, warning, first, last, reference, sample, INSTANT);
    }
}
