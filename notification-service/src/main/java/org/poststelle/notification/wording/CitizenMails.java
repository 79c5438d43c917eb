package org.poststelle.notification.wording;

import static java.util.Objects.requireNonNullElse;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.centre.CentreContacts;
import org.poststelle.notification.centre.Centres;
import org.poststelle.notification.smtp.MailContent;
import org.poststelle.notification.wording.MailTexts.ChangedText;
import org.poststelle.notification.wording.StandardWordings.Words;

/** Writes mails to citizens, as text and as HTML, with what their service centre says about itself at that moment. */
@ApplicationScoped
@Transactional
public class CitizenMails {

    /** Of headings, where the centre has said none. */
    private static final String COLOUR = "#003064";

    /** What citizens dial, whatever the centre has said. */
    private static final String HOTLINE = "115";

    private final StandardWordings standard;
    private final MailTexts texts;
    private final Centres centres;

    CitizenMails(StandardWordings standard, MailTexts texts, Centres centres) {
        this.standard = standard;
        this.texts = texts;
        this.centres = centres;
    }

    /** A mail in the words that hold now: the centre's own, or the standard ones. */
    public MailContent write(String centre, Occasion occasion, Language language, Facts facts) {
        var wording = texts.newest(centre, occasion, language)
                .flatMap(ChangedText::wording)
                .orElseGet(() -> standard.wording(language, occasion));
        return write(centre, occasion, language, facts, wording);
    }

    /** A mail in these words. */
    MailContent write(String centre, Occasion occasion, Language language, Facts facts, Wording wording) {
        var contacts = centres.contacts(centre);
        var words = standard.words(language);
        var mail = wording.filled(values(facts, contacts, language, words));
        var said = new MailContent(mail.subject(), mail.text().strip(), null);
        var foot = foot(contacts, words, occasion);
        var html = new HtmlMail(
                language.tag(),
                said.subject(),
                requireNonNullElse(contacts.colour(), COLOUR),
                HtmlMail.paragraphs(said.text()),
                HtmlMail.paragraphs(foot));
        return new MailContent(said.subject(), said.text() + "\n\n" + foot + "\n", html.render());
    }

    private static Map<Placeholder, String> values(
            Facts facts, CentreContacts contacts, Language language, Words words) {
        var values = new EnumMap<Placeholder, String>(Placeholder.class);
        values.put(Placeholder.REFERENCE, facts.reference());
        if (facts.due() != null) {
            values.put(Placeholder.DUE, words.due(facts.due()));
        }
        if (facts.text() != null) {
            values.put(Placeholder.TEXT, facts.text());
        }
        var signature = signature(contacts, language);
        values.put(Placeholder.SIGNATURE, signature == null ? words.signature() : String.join("\n", signature));
        values.put(Placeholder.CENTRE, requireNonNullElse(contacts.name(), words.centre()));
        values.put(Placeholder.PHONE, requireNonNullElse(contacts.phone(), HOTLINE));
        return values;
    }

    private static @Nullable List<String> signature(CentreContacts contacts, Language language) {
        var signature = contacts.signature();
        return signature == null
                ? null
                : switch (language) {
                    case GERMAN, EASY_GERMAN -> signature.de();
                    case ENGLISH -> signature.en();
                };
    }

    /** Who writes, as far as the centre has said so, and that nobody reads replies. */
    private static String foot(CentreContacts contacts, Words words, Occasion occasion) {
        var centre = Stream.of(
                        contacts.name(),
                        contacts.phone() == null ? null : words.phone() + ": " + contacts.phone(),
                        contacts.website())
                .filter(line -> line != null)
                .collect(Collectors.joining("\n"));
        return Stream.of(centre, words.notice(occasion))
                .filter(paragraph -> !paragraph.isEmpty())
                .collect(Collectors.joining("\n\n"));
    }
}
