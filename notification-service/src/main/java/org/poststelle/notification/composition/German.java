package org.poststelle.notification.composition;

import io.quarkus.qute.TemplateInstance;

/** The mails to authorities and centres, in German only; the first line of a template is the subject. */
final class German {

    record Forwarded(String reference, String link) implements TemplateInstance {}

    record Reminder(String reference, int percent, String due, String link, boolean toCentre)
            implements TemplateInstance {}

    record Overdue(String reference, String due, String link, boolean toCentre) implements TemplateInstance {}

    record TargetReminder(String reference, Target target, int percent, String due, String link)
            implements TemplateInstance {}

    record TargetMissed(String reference, Target target, String due, String link) implements TemplateInstance {}

    record Reopened(String reference, String link) implements TemplateInstance {}

    private German() {}
}
