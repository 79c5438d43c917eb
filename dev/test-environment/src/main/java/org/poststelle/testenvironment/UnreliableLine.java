package org.poststelle.testenvironment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A line to a real mail server that breaks as told, once per fault. What it does not tamper with is the server's own answer;
 * what it loses is really lost, or really delivered.
 */
public final class UnreliableLine implements AutoCloseable {

    public enum Fault {
        /** 450 for the first recipient. */
        DEFER_RECIPIENT,
        /** 550 for the first recipient. */
        REFUSE_RECIPIENT,
        /** 550 for the second recipient, the journal. */
        REFUSE_JOURNAL,
        /** 421 instead of a greeting. */
        DEFER_CONNECTION,
        /** 554 instead of a greeting. */
        REFUSE_CONNECTION,
        /** 550 for the client's name. */
        REFUSE_CLIENT,
        /** 451 for the sender. */
        DEFER_SENDER,
        /** 550 for the sender. */
        REFUSE_SENDER,
        /** 530 for the sender: log in first. */
        DEMAND_LOGIN,
        /** 451 for the whole email, which the server does not get, and then the line breaks. */
        DEFER_EMAIL,
        /** 554 for the whole email, which the server does not get, and then the line breaks. */
        REFUSE_EMAIL,
        /** The line breaks before the email is handed over. */
        BREAK_BEFORE_EMAIL,
        /** The line breaks when the email is complete; the server does not get it. */
        LOSE_EMAIL,
        /** The server takes the email, and the line breaks before its answer. */
        LOSE_REPLY,
        /** The server takes the email, and its answer comes after a second and a half. */
        DELAY_REPLY
    }

    private final ServerSocket entrance;
    private final int serverPort;
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> wire = new CopyOnWriteArrayList<>();

    private UnreliableLine(int serverPort) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
    }

    public static UnreliableLine to(int serverPort) {
        try {
            var line = new UnreliableLine(serverPort);
            Thread.ofVirtual().start(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** The next connections each suffer one of these; those after them none. Connections that are open are cut. */
    public void breakWith(Fault... next) {
        faults.addAll(List.of(next));
        cut();
    }

    /** Cuts the open connections. */
    public void cut() {
        open.forEach(UnreliableLine::hangUp);
    }

    private static void hangUp(Socket client) {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many connections were opened. */
    public int connections() {
        return connections.get();
    }

    /** Every line a client has sent, byte for byte in Latin-1. */
    public List<String> wire() {
        return List.copyOf(wire);
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                connections.incrementAndGet();
                open.add(client);
                var fault = faults.poll();
                Thread.ofVirtual().start(() -> connect(client, fault));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void connect(Socket client, @Nullable Fault fault) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            relay(client, server, fault);
        } catch (IOException | InterruptedException _) {
            // one side has hung up
        } finally {
            open.remove(client);
        }
    }

    private void relay(Socket client, Socket server, @Nullable Fault first) throws IOException, InterruptedException {
        var fault = first;
        var fromClient = reader(client);
        var fromServer = reader(server);
        if (fault == Fault.DEFER_CONNECTION || fault == Fault.REFUSE_CONNECTION) {
            say(client, fault == Fault.DEFER_CONNECTION ? "421 4.3.2 try again later" : "554 5.3.2 no service");
            return;
        }
        answer(client, fromServer);
        var recipients = 0;
        var inEmail = false;
        for (var line = fromClient.readLine(); line != null; line = fromClient.readLine()) {
            wire.add(line);
            if (inEmail && !line.equals(".")) {
                say(server, line);
                continue;
            }
            var step =
                    inEmail ? "email" : line.startsWith("RCPT") ? "RCPT " + ++recipients : line.replaceAll(" .*", "");
            switch (fault == null ? "" : fault + " at " + step) {
                case "DEFER_RECIPIENT at RCPT 1" -> say(client, "450 4.2.0 try again later");
                case "REFUSE_RECIPIENT at RCPT 1", "REFUSE_JOURNAL at RCPT 2" ->
                    say(client, "550 5.1.1 no such mailbox");
                case "REFUSE_CLIENT at EHLO", "REFUSE_CLIENT at HELO" -> say(client, "550 5.7.1 not you");
                case "DEFER_SENDER at MAIL" -> say(client, "451 4.3.0 try again later");
                case "REFUSE_SENDER at MAIL" -> say(client, "550 5.7.1 not from there");
                case "DEMAND_LOGIN at MAIL" -> say(client, "530 5.7.0 authentication required");
                case "DEFER_EMAIL at email" -> {
                    say(client, "451 4.3.0 try again later");
                    return;
                }
                case "REFUSE_EMAIL at email" -> {
                    say(client, "554 5.6.0 refused");
                    return;
                }
                case "BREAK_BEFORE_EMAIL at RCPT 2", "LOSE_EMAIL at email" -> {
                    return;
                }
                case "LOSE_REPLY at email" -> {
                    say(server, line);
                    reply(fromServer);
                    return;
                }
                default -> {
                    say(server, line);
                    if (inEmail && fault == Fault.DELAY_REPLY) {
                        Thread.sleep(Duration.ofMillis(1500));
                        fault = null;
                    }
                    answer(client, fromServer);
                }
            }
            inEmail = line.equals("DATA");
        }
    }

    private static void answer(Socket client, BufferedReader fromServer) throws IOException {
        say(client, reply(fromServer));
    }

    private static String reply(BufferedReader fromServer) throws IOException {
        var line = fromServer.readLine();
        if (line == null) {
            throw new IOException("the server has hung up");
        }
        return line.startsWith("-", 3) ? line + "\r\n" + reply(fromServer) : line;
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write((text + "\r\n").getBytes(ISO_8859_1));
    }

    private static BufferedReader reader(Socket from) throws IOException {
        return new BufferedReader(new InputStreamReader(from.getInputStream(), ISO_8859_1));
    }
}
