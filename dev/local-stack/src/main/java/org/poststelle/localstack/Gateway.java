package org.poststelle.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.poststelle.localstack.server.MailServer;
import org.poststelle.localstack.server.ReceivedMail;

/** One port with the paths of the production route, and {@code /mail} to read what the mail server received. */
public final class Gateway implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** To each service; the default of 5 would hold back whoever sends more at once. Whoever watches events keeps one all the time. */
    private static final int CONNECTIONS = 1_000;

    private static final String PROBLEM = "application/problem+json";

    private final Vertx vertx;
    private final MailServer mail;
    private final Map<Service, HttpProxy> proxies = new EnumMap<>(Service.class);

    private Gateway(Vertx vertx, MailServer mail, Map<Service, Integer> services) {
        this.vertx = vertx;
        this.mail = mail;
        var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        services.forEach((service, port) -> proxies.put(
                service,
                HttpProxy.reverseProxy(client).origin(port, "localhost").addInterceptor(new ServiceAway())));
    }

    /**
     * Opens the gateway.
     *
     * @param port where it listens
     * @param services where the services listen
     */
    public static Gateway start(int port, Map<Service, Integer> services, MailServer mail) {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)));
        var gateway = new Gateway(vertx, mail, services);
        await(vertx.createHttpServer(new HttpServerOptions().setHandle100ContinueAutomatically(true))
                .requestHandler(gateway::answer)
                .listen(port, "localhost"));
        return gateway;
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private void answer(HttpServerRequest request) {
        var proxy = climbs(request.path())
                ? Optional.<HttpProxy>empty()
                : ServiceRoute.serviceOf(request.path()).map(proxies::get);
        if (proxy.isPresent()) {
            proxy.get().handle(request);
        } else if (request.path().equals("/mail") && request.method().equals(HttpMethod.GET)) {
            answerWithMail(request);
        } else {
            request.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", PROBLEM)
                    .end("""
                            {"type":"urn:poststelle:problem:not-found","title":"Not found","status":404,\
                            "detail":"There is nothing at this address."}""");
        }
    }

    /** Says so when a service does not answer; whether the request reached it is not known. */
    private static final class ServiceAway implements ProxyInterceptor {

        private static final Buffer BODY = Buffer.buffer("""
                {"type":"urn:poststelle:problem:unavailable","title":"Not available at the moment","status":503,\
                "detail":"The service does not answer. Please try again in a moment."}""");

        @Override
        public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
            return context.sendRequest()
                    .recover(_ -> Future.succeededFuture(context.request()
                            .release()
                            .response()
                            .setStatusCode(503)
                            .putHeader("Content-Type", PROBLEM)
                            .putHeader("Retry-After", "1")
                            .setBody(Body.body(BODY))));
        }
    }

    /** Whether a path that begins like a public one ends elsewhere once its dots are resolved. */
    private static boolean climbs(String path) {
        var plain = path.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "/")
                .replace('\\', '/');
        return plain.contains("/..");
    }

    private void answerWithMail(HttpServerRequest request) {
        var received = mail.received();
        var accept = request.getHeader("Accept");
        if (accept != null && accept.contains("application/json")) {
            request.response().putHeader("Content-Type", "application/json").end(json(received));
        } else {
            request.response()
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(page(received));
        }
    }

    private static String json(List<ReceivedMail> received) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "items",
                    received.stream()
                            .map(mail -> Map.of(
                                    "recipient", mail.recipient(),
                                    "from", mail.from(),
                                    "to", mail.to(),
                                    "subject", mail.subject(),
                                    "messageId", mail.messageId(),
                                    "headers", mail.headers(),
                                    "text", mail.text(),
                                    "receivedAt", mail.receivedAt().toString()))
                            .toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String page(List<ReceivedMail> received) {
        return received.reversed().stream()
                .map(mail -> """
                        <article><h2>%s</h2><p>%s, to %s from %s</p><pre>%s</pre></article>
                        """.formatted(
                                escaped(mail.subject()),
                                mail.receivedAt(),
                                escaped(mail.recipient()),
                                escaped(mail.from()),
                                escaped(mail.text())))
                .collect(Collectors.joining("\n", """
                        <!doctype html>
                        <html lang="en"><meta charset="utf-8"><title>Mail</title>
                        <style>body{font:16px system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}\
                        article{border-top:1px solid;margin-top:2rem}h2{margin-bottom:0}pre{white-space:pre-wrap}</style>
                        <h1>%d mails arrived</h1>
                        """.formatted(received.size()), "</html>\n"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the gateway started or stopped", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The gateway did not start or stop", e);
        }
    }
}
