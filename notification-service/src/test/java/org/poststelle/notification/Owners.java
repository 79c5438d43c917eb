package org.poststelle.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands for ticket-service and routing-service, which run elsewhere: a real HTTP server that answers what they document and
 * requires a token as they do.
 */
public final class Owners implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, JsonNode> documents = new ConcurrentHashMap<>();
    private final Map<String, JsonNode> correspondence = new ConcurrentHashMap<>();
    private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();

    public Owners() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::respond);
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** From now on there is this document at the path. */
    public void know(String path, JsonNode document) {
        documents.put(path, document);
    }

    /** From now on this is what is said to the citizen of a ticket. */
    public void correspond(UUID ticket, JsonNode document) {
        correspondence.put(ticket.toString(), document);
    }

    /** From now on the ticket is unknown. */
    public void forget(UUID ticket) {
        correspondence.remove(ticket.toString());
    }

    /** The next request is answered with this status. */
    public void failOnceWith(int status) {
        failures.add(status);
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            var authorization = exchange.getRequestHeaders().getFirst("Authorization");
            var failure = failures.poll();
            var document = document(exchange.getRequestURI());
            if (authorization == null || !authorization.startsWith("Bearer ")) {
                exchange.sendResponseHeaders(401, -1);
            } else if (failure != null) {
                exchange.sendResponseHeaders(failure, -1);
            } else if (document == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                var body = document.toString().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    private @Nullable JsonNode document(URI asked) {
        if (!asked.getPath().equals("/internal/v1/correspondence")) {
            return documents.get(asked.getPath());
        }
        var items = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(asked.getQuery().split("&", -1))
                .map(parameter -> correspondence.get(parameter.replace("ticket=", "")))
                .filter(Objects::nonNull)
                .forEach(items::add);
        return JsonNodeFactory.instance.objectNode().set("items", items);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
