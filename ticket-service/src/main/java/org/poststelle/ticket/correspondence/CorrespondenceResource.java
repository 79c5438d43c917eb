package org.poststelle.ticket.correspondence;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import org.poststelle.rest.Role;
import org.poststelle.ticket.desk.Tickets;
import org.poststelle.ticket.desk.Viewer;
import org.poststelle.ticket.desk.WrittenTexts;
import org.poststelle.ticket.model.ReplyChannel;
import org.poststelle.ticket.model.TicketRefusal;

/** For notification-service only: asked when a mail is written, so that events carry no personal data. */
@Path("/api/v1/tickets/{id}/correspondence")
@Produces(MediaType.APPLICATION_JSON)
class CorrespondenceResource {

    private final Tickets tickets;
    private final WrittenTexts texts;

    CorrespondenceResource(Tickets tickets, WrittenTexts texts) {
        this.tickets = tickets;
        this.texts = texts;
    }

    /**
     * What a mail about a ticket shows. Example in {@code contracts/correspondence.example.json}.
     *
     * @param language the citizen's language, {@code de} or {@code en}
     * @param dueAt until when an answer was promised
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Correspondence(
            String reference,
            String language,
            @Nullable Instant dueAt,
            ReplyChannel replyChannel,
            Citizen citizen,
            List<Answer> answers) {}

    /** Whom to write to. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Citizen(@Nullable String name, @Nullable String email) {}

    /** What the citizen was answered. */
    public record Answer(UUID id, String text, Instant answeredAt) {}

    /** The correspondence of one ticket. */
    @GET
    @RolesAllowed(Role.SERVICE)
    @Transactional
    public Correspondence read(@RestPath UUID id) {
        tickets.actAs(Viewer.SERVICE);
        var seen = tickets.find(id).orElseThrow(() -> new TicketRefusal.NotFound(id));
        var enquiry = seen.enquiry();
        return new Correspondence(
                seen.ticket().reference(),
                enquiry.language(),
                seen.dueAt(),
                seen.ticket().replyChannel(),
                new Citizen(enquiry.name(), enquiry.email()),
                texts.answers(id).stream()
                        .map(answer -> new Answer(answer.id(), answer.text(), answer.answeredAt()))
                        .toList());
    }
}
