package org.poststelle.notification.delivery;

/** Why a request about an email is refused. HTTP knows these, they do not know HTTP. */
abstract sealed class NotificationRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private NotificationRefusal(String message) {
        super(message);
    }

    /** There is no such email or ticket, or none that the caller may see. */
    static final class NotFound extends NotificationRefusal {
        private static final long serialVersionUID = 1;

        NotFound() {
            super("No such email");
        }
    }

    /** There is nobody to send it to. */
    static final class Skipped extends NotificationRefusal {
        private static final long serialVersionUID = 1;

        Skipped() {
            super("Nobody to send it to");
        }
    }
}
