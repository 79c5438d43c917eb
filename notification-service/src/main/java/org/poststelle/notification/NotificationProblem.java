package org.poststelle.notification;

/** Why a command on a mail is refused. */
abstract sealed class NotificationProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** There is no such mail, or none that the caller may see. */
    static final class Unknown extends NotificationProblem {
        private static final long serialVersionUID = 1;
    }

    /** There is nobody to send it to. */
    static final class NotRequested extends NotificationProblem {
        private static final long serialVersionUID = 1;
    }
}
