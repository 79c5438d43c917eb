package org.poststelle.benchmark.load;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static java.util.Objects.requireNonNull;

import io.gatling.app.Gatling$;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Simulation;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs requests with Gatling, inside this process. */
public final class HttpLoad {

    private static final AtomicReference<@Nullable HttpLoad> CURRENT = new AtomicReference<>();

    private final Supplier<PopulationBuilder> population;
    private final URI server;
    private Runnable before = () -> {};

    private HttpLoad(URI server, Supplier<PopulationBuilder> population) {
        this.server = server;
        this.population = population;
    }

    /** Users who do this again and again, each beginning anew as soon as it is done: the most the server can do. */
    public static HttpLoad closed(URI server, Supplier<ChainBuilder> work, int users, Duration duration) {
        return new HttpLoad(
                server, () -> scenario("closed").during(duration).on(work.get()).injectOpen(atOnceUsers(users)));
    }

    /** Users who come at a steady rate, however long the earlier ones take, and do this once. */
    public static HttpLoad open(URI server, Supplier<ChainBuilder> work, double perSecond, Duration duration) {
        return new HttpLoad(
                server,
                () -> scenario("open")
                        .exec(work.get())
                        .injectOpen(constantUsersPerSec(perSecond).during(duration)));
    }

    /** When Gatling itself has started and before the first request. */
    public HttpLoad before(Runnable action) {
        before = action;
        return this;
    }

    /** Returns when all users are done. */
    public void run() {
        CURRENT.set(this);
        // Gatling's main method would end this process
        var code = Gatling$.MODULE$.fromArgs(
                new String[] {"--simulation", CurrentLoad.class.getName(), "--no-reports", "--results-folder", "target"
                });
        if (code != 0) {
            throw new IllegalStateException("Gatling ended with code " + code);
        }
    }

    /** Gatling creates simulations itself, by the name of the class, and lets nobody else describe requests. */
    public static final class CurrentLoad extends Simulation {

        private final HttpLoad load = requireNonNull(CURRENT.get());

        /** Called by Gatling. */
        public CurrentLoad() {
            setUp(load.population
                    .get()
                    .protocols(http.baseUrl(load.server.toString())
                            .disableCaching()
                            .shareConnections()
                            .contentTypeHeader("application/json")));
        }

        @Override
        public void before() {
            load.before.run();
        }
    }
}
