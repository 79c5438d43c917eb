package org.poststelle.ticket.model;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalTime;
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
    private @Nullable String address;
    private @Nullable LocalTime callFrom;
    private @Nullable LocalTime callTo;
    private String language;

    /** For Hibernate. */
    protected Enquiry() {}

    public Enquiry(UUID ticketId, String subject, String text, Contact contact) {
        this.ticketId = ticketId;
        this.subject = subject;
        this.text = text;
        this.name = contact.name();
        this.email = contact.email();
        this.phone = contact.phone();
        this.address = contact.address();
        this.callFrom = contact.callFrom();
        this.callTo = contact.callTo();
        this.language = contact.language();
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

    /** How the citizen is reached. */
    public Contact contact() {
        return new Contact(name, email, phone, address, callFrom, callTo, language);
    }

    /** The citizen is reached in another way. */
    public void correct(Contact contact) {
        name = contact.name();
        email = contact.email();
        phone = contact.phone();
        address = contact.address();
        callFrom = contact.callFrom();
        callTo = contact.callTo();
        language = contact.language();
    }
}
