package org.poststelle.localstack;

import static java.util.Objects.requireNonNull;

/** Why the stack cannot run, in words for the person who started it, with the remedy. */
public final class StackStartException extends RuntimeException {

    public StackStartException(String message) {
        super(message);
    }

    StackStartException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return requireNonNull(super.getMessage());
    }
}
