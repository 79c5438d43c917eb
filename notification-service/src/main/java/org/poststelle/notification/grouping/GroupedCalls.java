package org.poststelle.notification.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Makes one call of what several threads ask for at about the same time, as a database does with commits: while one call is under
 * way the questions for the next one gather. Who is alone waits for nobody. When a call for several fails, each makes its own.
 *
 * @param <Q> a question; equal ones are asked once
 * @param <A> an answer
 */
public final class GroupedCalls<Q, A> {

    private final int most;
    private final Function<List<Q>, Map<Q, A>> call;
    private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
    private final Lock calling = new ReentrantLock();

    /**
     * @param most questions in one call
     * @param call answers every question, or fails; runs on the thread of one of those who ask
     */
    public GroupedCalls(int most, Function<List<Q>, Map<Q, A>> call) {
        this.most = most;
        this.call = call;
    }

    private record Asked<Q, A>(Q question, CompletableFuture<Map<Q, A>> answers) {}

    /** Asks, and waits for the answer. What the call throws passes through. */
    public A ask(Q question) {
        var asked = new Asked<>(question, new CompletableFuture<Map<Q, A>>());
        waiting.add(asked);
        calling.lock();
        try {
            while (!asked.answers().isDone()) {
                answerNext();
            }
        } finally {
            calling.unlock();
        }
        var answers = asked.answers().isCompletedExceptionally()
                ? call.apply(List.of(question))
                : asked.answers().join();
        return Objects.requireNonNull(answers.get(question), "The call answers every question");
    }

    /** How many questions wait for the next call. */
    int waiting() {
        return waiting.size();
    }

    private void answerNext() {
        var group = new ArrayList<Asked<Q, A>>();
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            group.add(next);
            if (group.size() == most) {
                break;
            }
        }
        try {
            var answers =
                    call.apply(group.stream().map(Asked::question).distinct().toList());
            group.forEach(asked -> asked.answers().complete(answers));
        } catch (RuntimeException failure) {
            if (group.size() == 1) {
                throw failure; // the question is that of this thread, as the others would be in the group
            }
            group.forEach(asked -> asked.answers().completeExceptionally(failure));
        }
    }
}
