package org.poststelle.sla.staffing;

import java.time.Duration;

/**
 * What callers of a telephone queue experience, by A. K. Erlang's formula for queues in which everybody waits: calls come independently
 * of each other, and nobody hangs up. As some do, it rather says that more agents are needed than fewer.
 *
 * @param load how many calls are in progress on average if none had to wait, in erlang: arrivals times handling time
 * @param agents how many take calls
 * @param handlingTime how long an agent is busy with a call on average, work after it included
 * @param blocked which part of the calls would be turned away if nobody could wait (Erlang B)
 */
record ErlangC(double load, int agents, Duration handlingTime, double blocked) {

    /** A queue that nobody serves; agents join it {@link #withOneMore one by one}. */
    static ErlangC withoutAgents(double load, Duration handlingTime) {
        return new ErlangC(load, 0, handlingTime, 1);
    }

    /** The same queue with one more agent: by the recursion, so that many agents cost no more than few for each of them. */
    ErlangC withOneMore() {
        return new ErlangC(load, agents + 1, handlingTime, load * blocked / (agents + 1 + load * blocked));
    }

    /** Which part of the callers has to wait: all of them where there are not more agents than calls in progress. */
    double shareOfWaiting() {
        return agents <= load ? 1 : agents * blocked / (agents - load * (1 - blocked));
    }

    /** Which part of the callers is answered within that time; none where the queue only grows. */
    double shareAnsweredWithin(Duration wait) {
        return agents <= load
                ? 0
                : 1 - shareOfWaiting() * Math.exp(-(agents - load) * seconds(wait) / seconds(handlingTime));
    }

    /**
     * How long callers wait on average, in seconds.
     *
     * @return positive infinity where the queue only grows
     */
    double averageWait() {
        return agents <= load ? Double.POSITIVE_INFINITY : shareOfWaiting() * seconds(handlingTime) / (agents - load);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }
}
