package org.poststelle.notification.grouping;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupedCallsTest {

    private final Queue<List<Integer>> calls = new ConcurrentLinkedQueue<>();
    private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch firstCallMayEnd = new CountDownLatch(1);

    @AfterEach
    void close() {
        askers.close();
    }

    @Test
    void whoeverIsAloneIsAnsweredAlone() {
        var doubled = new GroupedCalls<Integer, Integer>(10, this::doubled);

        assertThat(doubled.ask(1)).isEqualTo(2);
        assertThat(doubled.ask(2)).isEqualTo(4);
        assertThat(calls).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void questionsThatComeDuringACallAreAskedTogether() throws Exception {
        var answers = askDuringACall(new GroupedCalls<>(10, this::doubled), 1, 2, 3, 2);

        assertThat(valuesOf(answers)).containsExactly(2, 4, 6, 4);
        assertThat(calls).hasSize(2);
        assertThat(calls.peek()).containsExactly(0);
        assertThat(calls).last().satisfies(group -> assertThat((List<?>) group).hasSize(3));
    }

    @Test
    void noCallHasMoreQuestionsThanItMay() throws Exception {
        var answers = askDuringACall(
                new GroupedCalls<>(4, this::doubled),
                IntStream.rangeClosed(1, 10).boxed().toArray(Integer[]::new));

        assertThat(valuesOf(answers))
                .isEqualTo(IntStream.rangeClosed(1, 10)
                        .map(number -> 2 * number)
                        .boxed()
                        .toList());
        assertThat(calls).hasSize(4).allSatisfy(group -> assertThat(group).hasSizeLessThanOrEqualTo(4));
    }

    @Test
    void oneThatMakesTheCallFailDoesNotSpoilTheOthers() throws Exception {
        var answers = askDuringACall(new GroupedCalls<>(10, this::doubled), 1, -1, 2);

        assertThat(answers.getFirst().get()).isEqualTo(2);
        assertThat(answers.getLast().get()).isEqualTo(4);
        assertThatThrownBy(() -> answers.get(1).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failureOfOneQuestionIsNotAskedAgain() {
        var doubled = new GroupedCalls<Integer, Integer>(10, this::doubled);

        assertThatThrownBy(() -> doubled.ask(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(calls).hasSize(1);
        assertThat(doubled.ask(1)).isEqualTo(2);
    }

    /** Holds one call until all the questions wait. */
    private List<Future<Integer>> askDuringACall(GroupedCalls<Integer, Integer> grouped, Integer... questions)
            throws Exception {
        var first = askers.submit(() -> grouped.ask(0));
        await().until(() -> !calls.isEmpty());
        var answers = new ArrayList<Future<Integer>>();
        for (var question : questions) {
            answers.add(askers.submit(() -> grouped.ask(question)));
        }
        await().until(() -> grouped.waiting() == questions.length);
        firstCallMayEnd.countDown();
        assertThat(first.get()).isZero();
        return answers;
    }

    private static List<Integer> valuesOf(List<Future<Integer>> answers) throws Exception {
        var values = new ArrayList<Integer>();
        for (var answer : answers) {
            values.add(answer.get());
        }
        return values;
    }

    private Map<Integer, Integer> doubled(List<Integer> numbers) {
        calls.add(numbers);
        if (numbers.contains(0)) {
            try {
                firstCallMayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (numbers.contains(-1)) {
            throw new IllegalArgumentException();
        }
        return numbers.stream().collect(toMap(Function.identity(), number -> 2 * number));
    }
}
