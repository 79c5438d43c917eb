package org.poststelle.notification.wording;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.wording.MailTexts.ChangedText;
import org.poststelle.rest.Caller.CentreStaff;

/** What can be done to the words of the centres. */
@ApplicationScoped
@Transactional
class MailTextCommands {

    private final MailTexts texts;

    MailTextCommands(MailTexts texts) {
        this.texts = texts;
    }

    /**
     * Puts words in the place of the centre's. Mails that have not been sent yet are written in these, too.
     *
     * @param known the version that the coordinator saw, or nothing when any will do
     * @return the version of the text
     * @throws WordingRefusal when a placeholder does not fit, or the text was changed meanwhile
     */
    long replace(
            CentreStaff coordinator,
            Occasion occasion,
            Language language,
            Wording wording,
            OptionalLong known,
            Instant now) {
        wording.check(occasion);
        var current = current(coordinator, occasion, language, known);
        return add(coordinator, occasion, language, versionOf(current), wording, now);
    }

    /**
     * Goes back to the standard text.
     *
     * @return the version of the text
     * @throws WordingRefusal when the text was changed meanwhile
     */
    long revert(CentreStaff coordinator, Occasion occasion, Language language, OptionalLong known, Instant now) {
        var current = current(coordinator, occasion, language, known);
        return current == null || current.wording().isEmpty()
                ? versionOf(current)
                : add(coordinator, occasion, language, current.version(), null, now);
    }

    private @Nullable ChangedText current(
            CentreStaff coordinator, Occasion occasion, Language language, OptionalLong known) {
        texts.lock(coordinator.centre());
        var current = texts.newest(coordinator.centre(), occasion, language).orElse(null);
        WordingRefusal.ifStale(known, versionOf(current));
        return current;
    }

    private static long versionOf(@Nullable ChangedText text) {
        return text == null ? 0 : text.version();
    }

    private long add(
            CentreStaff coordinator,
            Occasion occasion,
            Language language,
            long before,
            @Nullable Wording wording,
            Instant now) {
        var key = new MailTextVersion.Key(coordinator.centre(), occasion, language, before + 1);
        texts.add(new MailTextVersion(key, wording, coordinator.user(), now));
        return before + 1;
    }
}
