package org.poststelle.notification.composition;

import io.quarkus.qute.TemplateInstance;

/** The mails in German; the first line of a template is the subject. */
final class German {

    record Receipt(String reference, String due) implements TemplateInstance {}

    record Delayed(String reference, String due) implements TemplateInstance {}

    record Forwarded(String reference, String link) implements TemplateInstance {}

    record Reminder(String reference, int percent, String due, String link, boolean toCentre)
            implements TemplateInstance {}

    record Overdue(String reference, String due, String link, boolean toCentre) implements TemplateInstance {}

    record TargetReminder(String reference, Target target, int percent, String due, String link)
            implements TemplateInstance {}

    record TargetMissed(String reference, Target target, String due, String link) implements TemplateInstance {}

    record Reopened(String reference, String link) implements TemplateInstance {}

    record Question(String reference, String text, String replyBy) implements TemplateInstance {}

    record QuestionReminder(String reference, String text, String replyBy) implements TemplateInstance {}

    record Interim(String reference, String text) implements TemplateInstance {}

    record Closed(String reference, String text) implements TemplateInstance {}

    record Answer(String reference, String text) implements TemplateInstance {}

    private German() {}
}
