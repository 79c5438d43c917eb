package org.poststelle.notification.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A line to a real server that can fall silent: then connections open as ever, and no byte comes through. */
public final class SilentLine implements AutoCloseable {

    private final ServerSocket entrance;
    private final int serverPort;
    private final Queue<Socket> unanswered = new ConcurrentLinkedQueue<>();
    private volatile boolean silent;

    private SilentLine(int serverPort) throws IOException {
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.serverPort = serverPort;
    }

    static SilentLine to(int serverPort) {
        try {
            var line = new SilentLine(serverPort);
            Thread.ofVirtual().start(line::accept);
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    public void fallSilent() {
        silent = true;
    }

    /** Connections that were opened in the silence end; new ones come through. */
    public void speakAgain() throws IOException {
        silent = false;
        for (var socket = unanswered.poll(); socket != null; socket = unanswered.poll()) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        speakAgain();
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                var client = entrance.accept();
                if (silent) {
                    unanswered.add(client);
                } else {
                    @SuppressWarnings("resource") // closed by whichever direction ends first
                    var server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                    Thread.ofVirtual().start(() -> pass(client, server));
                    Thread.ofVirtual().start(() -> pass(server, client));
                }
            } catch (IOException _) {
                // the entrance is closed, or the server is away: the client sees it hang up
            }
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
}
