package org.poststelle.localstack.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Loopback ports of this machine. */
public final class Ports {

    /** Below those that Linux takes for outgoing connections (net.ipv4.ip_local_port_range). */
    private static final int LOWEST = 20_000;

    private static final int OF_A_PROCESS = 100;
    private static final int PROCESSES = 120;
    private static final AtomicInteger TAKEN = new AtomicInteger();

    private Ports() {}

    /**
     * A port nobody listens on at the moment. Each process has its own to choose from, and outgoing connections have others, so that it
     * is still free when a server that starts slowly comes to listen on it.
     */
    public static int anyFree() {
        var first = LOWEST + (int) (ProcessHandle.current().pid() % PROCESSES) * OF_A_PROCESS;
        return IntStream.range(0, OF_A_PROCESS)
                .map(_ -> first + Math.floorMod(TAKEN.getAndIncrement(), OF_A_PROCESS))
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No port is free from %d on".formatted(first)));
    }

    /** Whether a server could listen on the port now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // connections of a server that just ended do not count; one that listens does
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
