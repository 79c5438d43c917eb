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

/** Starts the system once for all tests of the JVM, with the sample directory, and hands it to them as a parameter. */
final class RunningSystem implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalStack.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(LocalStack.class, _ -> start(), LocalStack.class);
    }

    private static LocalStack start() {
        var stack = new LocalStack(
                new Settings(Path.of("../.."), Path.of("target/system"), StackPorts.anyFree(), true, false, Map.of()),
                System.out::println);
        try (var directory = RunningSystem.class.getResourceAsStream("/sample-directory.json");
                var http = HttpClient.newHttpClient()) {
            if (directory == null) {
                throw new IllegalStateException("The sample directory is missing");
            }
            var loaded = http.send(
                    HttpRequest.newBuilder(URI.create(stack.gatewayUrl() + "/api/v1/directory"))
                            .header("Authorization", "Bearer " + stack.issuer().token(SampleUser.ADAM))
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(20))
                            .PUT(BodyPublishers.ofByteArray(directory.readAllBytes()))
                            .build(),
                    BodyHandlers.ofString());
            if (loaded.statusCode() >= 300) {
                throw new IllegalStateException("The sample directory was not taken: " + loaded.body());
            }
            return stack;
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
