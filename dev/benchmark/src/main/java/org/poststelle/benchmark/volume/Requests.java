package org.poststelle.benchmark.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.poststelle.benchmark.load.Latencies;
import org.poststelle.benchmark.load.Recorder;
import org.poststelle.benchmark.report.Table;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** Sends requests of one user to a service, each when the one before is answered. */
final class Requests implements AutoCloseable {

    private static final int WARM_UP_SHARE = 5;

    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final SystemUnderTest system;
    private final Service service;
    private final VolumeSettings settings;

    Requests(SystemUnderTest system, Service service, VolumeSettings settings) {
        this.system = system;
        this.service = service;
        this.settings = settings;
    }

    /**
     * How long requests of one kind took.
     *
     * @param failures how many were not answered with success
     */
    record Outcome(Latencies latencies, long failures) {

        /** How many, the median and the 99th percentile in ms; failures are told, too. */
        List<String> cells() {
            return List.of(
                    latencies.count() + (failures == 0 ? "" : " (%d failed)".formatted(failures)),
                    millis(0.5),
                    millis(0.99));
        }

        private String millis(double share) {
            return Table.number(latencies.percentile(share).toNanos() / 1e6);
        }
    }

    /** Gets these addresses in turn. */
    Outcome get(SampleUser user, List<String> addresses) {
        var token = system.token(user);
        return measure(number -> request(token, turn(addresses, number)).GET().build());
    }

    /** Posts these documents in turn. */
    Outcome post(SampleUser user, String address, List<String> documents) {
        var token = system.token(user);
        return measure(number -> request(token, address)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(turn(documents, number)))
                .build());
    }

    /** The answer to one request that must succeed. */
    String read(SampleUser user, String address) {
        return expectSuccess(request(system.token(user), address).GET().build());
    }

    /** Puts a document in the place of what there is, whatever that is. */
    void put(SampleUser user, String address, String type, String document) {
        expectSuccess(request(system.token(user), address)
                .header("Content-Type", type)
                .header("If-Match", "*")
                .PUT(BodyPublishers.ofString(document))
                .build());
    }

    /** Posts one document, which must succeed. */
    String create(SampleUser user, String address, String key, String document) {
        return expectSuccess(request(system.token(user), address)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(document))
                .build());
    }

    private Outcome measure(IntFunction<HttpRequest> request) {
        send(request, settings.warmUps(), settings.requestTime().dividedBy(WARM_UP_SHARE), new Recorder());
        var recorder = new Recorder();
        send(request, settings.requests(), settings.requestTime(), recorder);
        return new Outcome(recorder.latencies(), recorder.failures());
    }

    private void send(IntFunction<HttpRequest> request, int most, Duration limit, Recorder recorder) {
        var end = System.nanoTime() + limit.toNanos();
        for (int number = 0; number < most && System.nanoTime() < end; number++) {
            var next = request.apply(number);
            var beganAt = System.nanoTime();
            var response = send(next);
            if (response.statusCode() < 300) {
                recorder.finished(beganAt);
            } else {
                recorder.failed();
            }
        }
    }

    private HttpRequest.Builder request(String token, String address) {
        return HttpRequest.newBuilder(URI.create(system.url(service) + address))
                .header("Authorization", "Bearer " + token);
    }

    private String expectSuccess(HttpRequest request) {
        var response = send(request);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException("%s %s was answered with %d: %s"
                    .formatted(request.method(), request.uri(), response.statusCode(), response.body()));
        }
        return response.body();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String turn(List<String> all, int number) {
        return all.get(number % all.size());
    }

    @Override
    public void close() {
        http.close();
    }
}
