package org.poststelle.sla.staffing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many agents are needed in each half hour. Callers who hang up are not considered.
 *
 * @param needs one for each queue and half hour, in their order: a queue for each site, or one for all of them
 */
record StaffingPlan(List<Need> needs) {

    /** The name of the queue that all sites share. */
    static final String ALL_SITES = "*";

    /**
     * What one queue needs in one half hour.
     *
     * @param site its name, or {@code *} for the queue of all sites
     * @param interval counts the half hours of the question, from 0
     * @param calls how many are expected
     * @param agents how many have to take calls; 0 where none are expected
     * @param staffed how many have to be on duty for that, leave and illness considered
     * @param answeredShare which part of the callers is then answered in time; absent where none are expected
     * @param averageWaitSeconds how long they wait on average; absent where none are expected
     */
    record Need(
            String site,
            int interval,
            double calls,
            int agents,
            int staffed,
            @Nullable Double answeredShare,
            @Nullable Double averageWaitSeconds) {}

    /** The least staff that reaches what the planner wants. */
    static StaffingPlan of(StaffingQuestion question) {
        var intervals = question.sites().getFirst().calls().size();
        var needs = new ArrayList<Need>();
        if (question.pooled()) {
            IntStream.range(0, intervals).forEach(interval -> {
                var calls = question.sites().stream()
                        .mapToDouble(site -> site.calls().get(interval))
                        .sum();
                var open = question.sites().stream()
                        .filter(site -> site.calls().get(interval) > 0)
                        .count();
                needs.add(need(question, ALL_SITES, interval, calls, (int) open * question.minimumPerSite()));
            });
        } else {
            question.sites()
                    .forEach(site -> IntStream.range(0, intervals)
                            .mapToObj(interval -> need(
                                    question,
                                    site.name(),
                                    interval,
                                    site.calls().get(interval),
                                    question.minimumPerSite()))
                            .forEach(needs::add));
        }
        return new StaffingPlan(needs);
    }

    private static Need need(StaffingQuestion question, String site, int interval, double calls, int minimum) {
        if (calls == 0) {
            return new Need(site, interval, 0, 0, 0, null, null);
        }
        var handling = question.handlingTime();
        var load = calls * handling.toSeconds() / StaffingQuestion.INTERVAL.toSeconds();
        var queue = Stream.iterate(ErlangC.withoutAgents(load, handling), ErlangC::withOneMore)
                .dropWhile(few -> few.agents() < minimum || few.agents() <= load)
                .filter(enough -> enough.shareAnsweredWithin(question.answeredWithin()) >= question.answeredShare())
                .findFirst()
                .orElseThrow();
        return new Need(
                site,
                interval,
                calls,
                queue.agents(),
                (int) Math.ceil(queue.agents() / (1 - question.shrinkage())),
                queue.shareAnsweredWithin(question.answeredWithin()),
                queue.averageWait());
    }

    /** The plan as a table (RFC 4180), with a heading and a line for each need. */
    String toCsv() {
        var table = new StringBuilder("site,interval,calls,agents,staffed,answered_share,average_wait_seconds\r\n");
        needs.forEach(need -> table.append(quoted(need.site()))
                .append(',')
                .append(need.interval())
                .append(',')
                .append(need.calls())
                .append(',')
                .append(need.agents())
                .append(',')
                .append(need.staffed())
                .append(',')
                .append(need.answeredShare() == null ? "" : need.answeredShare())
                .append(',')
                .append(need.averageWaitSeconds() == null ? "" : need.averageWaitSeconds())
                .append("\r\n"));
        return table.toString();
    }

    /** A spreadsheet takes a text that begins like a formula for one. */
    private static String quoted(String text) {
        var harmless = "=+-@".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        return '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
