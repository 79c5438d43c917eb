package org.poststelle.notification.composition;

import io.quarkus.qute.TemplateInstance;

/** The mails in English; authorities are written to in German only. */
final class English {

    record Receipt(String reference, String due) implements TemplateInstance {}

    record Delayed(String reference, String due) implements TemplateInstance {}

    record Question(String reference, String text, String replyBy) implements TemplateInstance {}

    record QuestionReminder(String reference, String text, String replyBy) implements TemplateInstance {}

    record Interim(String reference, String text) implements TemplateInstance {}

    record Closed(String reference, String text) implements TemplateInstance {}

    record Answer(String reference, String text) implements TemplateInstance {}

    private English() {}
}
