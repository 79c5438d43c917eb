package org.poststelle.ticket.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the citizen said, and how to reach them: the personal data of a ticket, apart from it so that they can be erased. */
@Entity
@SuppressWarnings("NullAway.Init") // filled by Hibernate
public class Enquiry {

    @Id
    private UUID ticketId;

    private String subject;
    private String text;
    private @Nullable String name;
    private @Nullable String email;
    private @Nullable String phone;
    private String language;

    /** For Hibernate. */
    protected Enquiry() {}

    /**
     * @param phone in international form (E.164)
     * @param language the language to write to the citizen, {@code de} or {@code en}
     */
    public Enquiry(
            UUID ticketId,
            String subject,
            String text,
            @Nullable String name,
            @Nullable String email,
            @Nullable String phone,
            String language) {
        this.ticketId = ticketId;
        this.subject = subject;
        this.text = text;
        this.name = name;
        this.email = email;
        this.phone = phone;
        this.language = language;
    }

    public UUID ticketId() {
        return ticketId;
    }

    public String subject() {
        return subject;
    }

    public String text() {
        return text;
    }

    public @Nullable String name() {
        return name;
    }

    public @Nullable String email() {
        return email;
    }

    /** In international form (E.164). */
    public @Nullable String phone() {
        return phone;
    }

    /** The language to write to the citizen, {@code de} or {@code en}. */
    public String language() {
        return language;
    }
}
