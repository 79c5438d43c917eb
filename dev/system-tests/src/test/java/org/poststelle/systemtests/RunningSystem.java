package org.poststelle.systemtests;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.LocalStack.Settings;
import org.poststelle.localstack.StackPorts;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.UnreliableLine;

/**
 * Starts the system once for all tests of the JVM, with the sample directory, and hands it to them as a parameter; as another one the
 * line over which it reaches its mail server.
 */
final class RunningSystem implements ParameterResolver {

    record Running(LocalStack stack, UnreliableLine mailLine) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            stack.close();
            mailLine.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == LocalStack.class || type == UnreliableLine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var running = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Running.class, _ -> start(Path.of("target/system"), true), Running.class);
        return parameter.getParameter().getType() == LocalStack.class ? running.stack() : running.mailLine();
    }

    /**
     * Starts a system.
     *
     * @param data where it keeps its data
     * @param fresh whether to forget the data of earlier runs
     */
    static Running start(Path data, boolean fresh) {
        var ports = StackPorts.anyFree();
        var mailLine = UnreliableLine.to(ports.smtp());
        var environment = Map.of("SMTP_PORT", Integer.toString(mailLine.port()));
        var stack = new LocalStack(
                new Settings(Path.of("../.."), data, ports, fresh, false, environment), System.out::println);
        try (var directory = RunningSystem.class.getResourceAsStream("/sample-directory.json");
                var http = HttpClient.newHttpClient()) {
            if (directory == null) {
                throw new IllegalStateException("The sample directory is missing");
            }
            var loaded = http.send(
                    HttpRequest.newBuilder(URI.create(stack.gatewayUrl() + "/api/v1/directory"))
                            .header("Authorization", "Bearer " + stack.issuer().token(SampleUser.ADAM))
                            .header("Content-Type", "application/json")
                            .header("If-Match", "*")
                            .timeout(Duration.ofMinutes(1))
                            .PUT(BodyPublishers.ofByteArray(directory.readAllBytes()))
                            .build(),
                    BodyHandlers.ofString());
            if (loaded.statusCode() >= 300) {
                throw new IllegalStateException("The sample directory was not taken: " + loaded.body());
            }
            return new Running(stack, mailLine);
        } catch (IOException e) {
            stack.close();
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stack.close();
            throw new IllegalStateException(e);
        }
    }
}
