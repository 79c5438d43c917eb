package org.poststelle.benchmark.function;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the calculations at the heart of the services with JMH, without a system around them. */
public final class PureFunctions {

    private PureFunctions() {}

    /**
     * Runs in a JVM of its own, which JMH starts.
     *
     * @param seconds of measuring each, after as many to warm up
     */
    public static List<FunctionTime> measure(int seconds) {
        var options = new OptionsBuilder()
                .include("org\\.poststelle\\..*Benchmark\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(seconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            return new Runner(options)
                    .run().stream()
                            .map(run -> new FunctionTime(
                                    run.getPrimaryResult().getLabel(),
                                    run.getPrimaryResult().getScore(),
                                    run.getPrimaryResult().getScoreError()))
                            .toList();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH did not run", e);
        }
    }
}
