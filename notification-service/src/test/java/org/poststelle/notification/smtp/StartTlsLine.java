package org.poststelle.notification.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A line to a real SMTP or IMAP server that lets nothing through before it is encrypted: what the mail server of the tests cannot do
 * itself, and those of production demand (RFC 3207, RFC 9051 section 6.2.1).
 */
final class StartTlsLine implements AutoCloseable {

    private final ServerSocket entrance;
    private final int serverPort;
    private final SSLContext identity;
    private final List<String> unencrypted = new CopyOnWriteArrayList<>();

    private StartTlsLine(int serverPort, SSLContext identity) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
        this.identity = identity;
    }

    static StartTlsLine to(int serverPort, SSLContext identity) {
        try {
            var line = new StartTlsLine(serverPort, identity);
            Thread.ofVirtual().start(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** What clients said before the encryption began. */
    List<String> unencrypted() {
        return List.copyOf(unencrypted);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            say(client, reader(server).readLine());
            var fromClient = reader(client);
            for (var line = fromClient.readLine(); line != null; line = fromClient.readLine()) {
                unencrypted.add(line);
                say(client, answer(line));
                if (line.endsWith("STARTTLS")) {
                    encrypt(client, server);
                    return;
                }
            }
        } catch (IOException _) {
            // one side has hung up, or does not trust the other
        }
    }

    /** SMTP has commands alone or before an argument, IMAP has a tag before each. */
    private static String answer(String line) {
        var words = List.of(line.split(" ", -1));
        if (line.equals("STARTTLS")) {
            return "220 go ahead";
        }
        if (words.getFirst().equals("EHLO")) {
            return "250-localhost\r\n250 STARTTLS";
        }
        return switch (words.getLast()) {
            case "STARTTLS" -> words.getFirst() + " OK begin";
            case "CAPABILITY" -> "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n" + words.getFirst() + " OK done";
            default -> words.getFirst() + " NO not before STARTTLS";
        };
    }

    private void encrypt(Socket client, Socket server) throws IOException {
        try (var encrypted = (SSLSocket) identity.getSocketFactory().createSocket(client, null, true)) {
            encrypted.setUseClientMode(false);
            encrypted.startHandshake();
            var back = Thread.ofVirtual().start(() -> pass(server, encrypted));
            pass(encrypted, server);
            back.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException _) {
            // one side has hung up
        }
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write((text + "\r\n").getBytes(ISO_8859_1));
    }

    private static BufferedReader reader(Socket from) throws IOException {
        return new BufferedReader(new InputStreamReader(from.getInputStream(), ISO_8859_1));
    }
}
