package org.poststelle.notification.composition;

import static java.util.stream.Collectors.toMap;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
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
import org.poststelle.notification.wording.CitizenMails;
import org.poststelle.notification.wording.Facts;
import org.poststelle.notification.wording.Language;
import org.poststelle.notification.wording.Occasion;

/** Composes the email for a trigger, in the citizen's language, with what the owners of the data say at that moment. */
@ApplicationScoped
public class EmailComposer {

    private static final ZoneId GERMANY = ZoneId.of("Europe/Berlin");
    private static final DateTimeFormatter DUE_GERMAN = DateTimeFormatter.ofPattern(
                    "EEEE, d. MMMM uuuu, HH:mm 'Uhr'", Locale.GERMAN)
            .withZone(GERMANY);
    /** What can be asked about the authority of a ticket that none has. */
    private static final Authority NO_AUTHORITY = new Authority(null, null);

    private final GroupedCalls<UUID, Optional<Correspondence>> tickets;
    private final AuthorityMailboxes mailboxes;
    private final Centres centres;
    private final CitizenMails citizenMails;
    private final PublicUrl links;
    private final MailSettings settings;

    EmailComposer(
            @RestClient CorrespondenceClient tickets,
            AuthorityMailboxes mailboxes,
            Centres centres,
            CitizenMails citizenMails,
            PublicUrl links,
            MailSettings settings) {
        this.tickets = new GroupedCalls<>(CorrespondenceClient.TICKETS, ids -> correspondence(tickets, ids));
        this.mailboxes = mailboxes;
        this.centres = centres;
        this.citizenMails = citizenMails;
        this.links = links;
        this.settings = settings;
    }

    /**
     * The email, or nothing where there is no usable address to send it to. Blocks for the owners' answers.
     *
     * @param centre the service centre that owns the ticket
     * @throws NotByMail when the citizen wants to hear in another way by now, and left no mail address
     * @throws OwnerUnavailable when an owner cannot answer now, or does not know what an event said it had: then an address is
     *     wrong or a database is restored from an older day, and no email may get lost by that
     */
    public Optional<Email> compose(UUID ticket, String centre, NotificationTrigger trigger) {
        var correspondence =
                ask(() -> tickets.ask(ticket), "HTTP_404").orElseThrow(() -> new OwnerUnavailable("TICKET_UNKNOWN"));
        if (trigger instanceof NotificationTrigger.ToCitizen && isReachedOnlyOtherwise(correspondence)) {
            throw new NotByMail();
        }
        return switch (trigger) {
            case NotificationTrigger.ToCitizen toCitizen -> toCitizen(centre, toCitizen, correspondence);
            case NotificationTrigger.ToStaff toStaff -> toStaff(centre, toStaff, correspondence);
        };
    }

    private Optional<Email> toCitizen(
            String centre, NotificationTrigger.ToCitizen trigger, Correspondence correspondence) {
        var language = Language.of(correspondence.language()).orElse(Language.GERMAN);
        var occasion = Occasion.valueOf(trigger.kind().name());
        return usable(address(trigger, centre, correspondence))
                .map(to -> new Email(
                        to,
                        citizenMails.write(centre, occasion, language, facts(trigger, correspondence)),
                        language.locale(),
                        correspondence.ticketId()));
    }

    private static Facts facts(NotificationTrigger.ToCitizen trigger, Correspondence correspondence) {
        var reference = correspondence.reference();
        return switch (trigger) {
            case NotificationTrigger.Promised promised -> new Facts(reference, promised.dueAt(), null);
            case NotificationTrigger.Delayed delayed -> new Facts(reference, delayed.dueAt(), null);
            case NotificationTrigger.Asked asked ->
                new Facts(reference, asked.replyBy(), letter(correspondence, asked.questionId()));
            case NotificationTrigger.AskedAgain asked ->
                new Facts(reference, asked.replyBy(), letter(correspondence, asked.questionId()));
            case NotificationTrigger.Informed informed ->
                new Facts(reference, null, letter(correspondence, informed.letterId()));
            case NotificationTrigger.Closed closed ->
                new Facts(reference, null, letter(correspondence, closed.letterId()));
            case NotificationTrigger.Answered answered ->
                new Facts(reference, null, letter(correspondence, answered.answerId()));
        };
    }

    private Optional<Email> toStaff(String centre, NotificationTrigger.ToStaff trigger, Correspondence correspondence) {
        return usable(address(trigger, centre, correspondence)).map(to -> {
            var subjectAndText = mail(trigger, correspondence).render().split("\n", 2);
            return new Email(
                    to, subjectAndText[0], subjectAndText[1].strip() + "\n", Locale.GERMAN, correspondence.ticketId());
        });
    }

    private TemplateInstance mail(NotificationTrigger.ToStaff trigger, Correspondence correspondence) {
        var reference = correspondence.reference();
        var link = links.of(correspondence.ticketId());
        return switch (trigger) {
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

    private static String letter(Correspondence correspondence, UUID id) {
        return correspondence.letters().stream()
                .filter(letter -> letter.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new OwnerUnavailable("LETTER_MISSING"))
                .text();
    }

    /** Nothing for an address of this service, too: it would prove emails that were never sent, or answer itself. */
    private Optional<MailAddress> usable(@Nullable String address) {
        return MailAddress.of(address).filter(to -> !settings.isOwn(to));
    }

    private static boolean isReachedOnlyOtherwise(Correspondence correspondence) {
        return !correspondence.replyChannel().equals("EMAIL")
                && correspondence.citizen().email() == null;
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

    /** The citizen is called or gets letters, or wants no answer: there is nothing to send, and nothing has failed. */
    public static final class NotByMail extends RuntimeException {
        NotByMail() {
            super("The citizen is not reached by mail");
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
