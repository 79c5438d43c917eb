package org.poststelle.notification.composition;

import static java.util.stream.Collectors.toMap;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.centre.Centres;
import org.poststelle.notification.composition.AuthorityDirectoryClient.Authority;
import org.poststelle.notification.composition.CorrespondenceClient.Correspondence;
import org.poststelle.notification.grouping.GroupedCalls;
import org.poststelle.notification.smtp.Email;
import org.poststelle.notification.smtp.MailAddress;
import org.poststelle.notification.smtp.MailSettings;

/** Composes the email for a trigger, in the citizen's language, with what the owners of the data say at that moment. */
@ApplicationScoped
public class EmailComposer {

    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter DUE_GERMAN = DateTimeFormatter.ofPattern(
                    "EEEE, d. MMMM uuuu, HH:mm 'Uhr'", Locale.GERMAN)
            .withZone(GERMANY);
    private static final DateTimeFormatter DUE_ENGLISH = DateTimeFormatter.ofPattern(
                    "EEEE, d MMMM uuuu, HH:mm '(German time)'", Locale.ENGLISH)
            .withZone(GERMANY);

    /** What can be asked about the authority of a ticket that none has. */
    private static final Authority NO_AUTHORITY = new Authority(null, null);

    private final GroupedCalls<UUID, Optional<Correspondence>> tickets;
    private final AuthorityMailboxes mailboxes;
    private final Centres centres;
    private final PublicUrl links;
    private final MailSettings settings;

    EmailComposer(
            @RestClient CorrespondenceClient tickets,
            AuthorityMailboxes mailboxes,
            Centres centres,
            PublicUrl links,
            MailSettings settings) {
        this.tickets = new GroupedCalls<>(CorrespondenceClient.TICKETS, ids -> correspondence(tickets, ids));
        this.mailboxes = mailboxes;
        this.centres = centres;
        this.links = links;
        this.settings = settings;
    }

    /**
     * The email, or nothing where there is no usable address to send it to. Blocks for the owners' answers.
     *
     * @param centre the service centre that owns the ticket
     * @throws OwnerUnavailable when an owner cannot answer now, or does not know what an event said it had: then an address is
     *     wrong or a database is restored from an older day, and no email may get lost by that
     */
    public Optional<Email> compose(UUID ticket, String centre, NotificationTrigger trigger) {
        var correspondence =
                ask(() -> tickets.ask(ticket), "HTTP_404").orElseThrow(() -> new OwnerUnavailable("TICKET_UNKNOWN"));
        var mail = mail(trigger, correspondence);
        var language =
                trigger.recipient() == Recipient.CITIZEN && isEnglish(correspondence) ? Locale.ENGLISH : Locale.GERMAN;
        return email(address(trigger, centre, correspondence), mail, language, ticket);
    }

    private TemplateInstance mail(NotificationTrigger trigger, Correspondence correspondence) {
        var reference = correspondence.reference();
        var link = links.of(correspondence.ticketId());
        return switch (trigger) {
            case NotificationTrigger.Promised promised -> receipt(correspondence, promised.dueAt());
            case NotificationTrigger.Delayed delayed -> delayed(correspondence, delayed.dueAt());
            case NotificationTrigger.Asked asked -> question(correspondence, asked);
            case NotificationTrigger.AskedAgain asked -> questionAgain(correspondence, asked);
            case NotificationTrigger.Informed informed -> interim(correspondence, informed.letterId());
            case NotificationTrigger.Closed closed -> closed(correspondence, closed.letterId());
            case NotificationTrigger.Answered answered -> answer(correspondence, answered.answerId());
            case NotificationTrigger.Reopened _ -> new German.Reopened(reference, link);
            case NotificationTrigger.Forwarded _ -> new German.Forwarded(reference, link);
            case NotificationTrigger.Warned warned ->
                new German.Reminder(
                        reference,
                        warned.percent(),
                        DUE_GERMAN.format(warned.dueAt()),
                        link,
                        warned.recipient().isOfCentre());
            case NotificationTrigger.Breached breached ->
                new German.Overdue(
                        reference,
                        DUE_GERMAN.format(breached.dueAt()),
                        link,
                        breached.recipient().isOfCentre());
            case NotificationTrigger.TargetWarned warned ->
                new German.TargetReminder(
                        reference, warned.target(), warned.percent(), DUE_GERMAN.format(warned.dueAt()), link);
            case NotificationTrigger.TargetMissed missed ->
                new German.TargetMissed(reference, missed.target(), DUE_GERMAN.format(missed.dueAt()), link);
        };
    }

    private @Nullable String address(NotificationTrigger trigger, String centre, Correspondence correspondence) {
        return switch (trigger.recipient()) {
            case CITIZEN -> correspondence.citizen().email();
            case AUTHORITY -> authority(trigger).mailbox();
            case DEPUTY -> authority(trigger).deputyMailbox();
            case COORDINATOR -> centres.contacts(centre).coordinatorMailbox();
            case CENTRE_LEAD -> centres.contacts(centre).leadMailbox();
        };
    }

    private Authority authority(NotificationTrigger trigger) {
        var key = trigger.authority();
        return key == null ? NO_AUTHORITY : ask(() -> mailboxes.of(key), "AUTHORITY_UNKNOWN");
    }

    private static Map<UUID, Optional<Correspondence>> correspondence(CorrespondenceClient owner, List<UUID> tickets) {
        var known = owner.correspondence(tickets).items().stream()
                .collect(toMap(Correspondence::ticketId, Function.identity()));
        return tickets.stream().collect(toMap(Function.identity(), id -> Optional.ofNullable(known.get(id))));
    }

    private static TemplateInstance receipt(Correspondence correspondence, Instant dueAt) {
        var reference = correspondence.reference();
        return isEnglish(correspondence)
                ? new English.Receipt(reference, DUE_ENGLISH.format(dueAt))
                : new German.Receipt(reference, DUE_GERMAN.format(dueAt));
    }

    private static TemplateInstance delayed(Correspondence correspondence, Instant dueAt) {
        var reference = correspondence.reference();
        return isEnglish(correspondence)
                ? new English.Delayed(reference, DUE_ENGLISH.format(dueAt))
                : new German.Delayed(reference, DUE_GERMAN.format(dueAt));
    }

    private static TemplateInstance question(Correspondence correspondence, NotificationTrigger.Asked asked) {
        var reference = correspondence.reference();
        var text = letter(correspondence, asked.questionId());
        return isEnglish(correspondence)
                ? new English.Question(reference, text, DUE_ENGLISH.format(asked.replyBy()))
                : new German.Question(reference, text, DUE_GERMAN.format(asked.replyBy()));
    }

    private static TemplateInstance questionAgain(Correspondence correspondence, NotificationTrigger.AskedAgain asked) {
        var reference = correspondence.reference();
        var text = letter(correspondence, asked.questionId());
        return isEnglish(correspondence)
                ? new English.QuestionReminder(reference, text, DUE_ENGLISH.format(asked.replyBy()))
                : new German.QuestionReminder(reference, text, DUE_GERMAN.format(asked.replyBy()));
    }

    private static TemplateInstance answer(Correspondence correspondence, UUID answerId) {
        var reference = correspondence.reference();
        var text = letter(correspondence, answerId);
        return isEnglish(correspondence) ? new English.Answer(reference, text) : new German.Answer(reference, text);
    }

    private static TemplateInstance interim(Correspondence correspondence, UUID letterId) {
        var reference = correspondence.reference();
        var text = letter(correspondence, letterId);
        return isEnglish(correspondence) ? new English.Interim(reference, text) : new German.Interim(reference, text);
    }

    private static TemplateInstance closed(Correspondence correspondence, UUID letterId) {
        var reference = correspondence.reference();
        var text = letter(correspondence, letterId);
        return isEnglish(correspondence) ? new English.Closed(reference, text) : new German.Closed(reference, text);
    }

    private static String letter(Correspondence correspondence, UUID id) {
        return correspondence.letters().stream()
                .filter(letter -> letter.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new OwnerUnavailable("LETTER_MISSING"))
                .text();
    }

    /** Nothing for an address of this service, too: it would prove emails that were never sent, or answer itself. */
    private Optional<Email> email(@Nullable String address, TemplateInstance mail, Locale language, UUID ticket) {
        return MailAddress.of(address).filter(to -> !settings.isOwn(to)).map(to -> {
            var subjectAndText = mail.render().split("\n", 2);
            return new Email(to, subjectAndText[0], subjectAndText[1].strip() + "\n", language, ticket);
        });
    }

    private static boolean isEnglish(Correspondence correspondence) {
        return correspondence.language().equals(Locale.ENGLISH.getLanguage());
    }

    private static <T> T ask(Supplier<T> question, String codeWhenUnknown) {
        try {
            return question.get();
        } catch (WebApplicationException refused) {
            var status = refused.getResponse().getStatus();
            throw new OwnerUnavailable(status == 404 ? codeWhenUnknown : "HTTP_" + status);
        } catch (RuntimeException _) { // no connection, no token, no readable answer
            throw new OwnerUnavailable("OWNER_NOT_REACHED");
        }
    }

    /** An owner could not say what an email needs; a later attempt may succeed. */
    public static final class OwnerUnavailable extends RuntimeException {
        OwnerUnavailable(String code) {
            super(code);
        }

        /** Why, as a code for operators. */
        public String code() {
            return String.valueOf(getMessage());
        }
    }
}
