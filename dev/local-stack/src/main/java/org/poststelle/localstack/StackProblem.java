package org.poststelle.localstack;

import static java.util.Objects.requireNonNull;

/** Why the stack cannot run, in words for the person who started it, with the remedy. */
public final class StackProblem extends RuntimeException {

    public StackProblem(String message) {
        super(message);
    }

    StackProblem(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
