package org.poststelle.benchmark.function;

/**
 * How long one call of a pure function takes.
 *
 * @param function its name
 * @param nanos the mean
 * @param error half the width of the 99.9 % confidence interval
 */
public record FunctionTime(String function, double nanos, double error) {}
