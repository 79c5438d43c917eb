package org.poststelle.ticket.live;

import static org.poststelle.rest.Role.AGENT;
import static org.poststelle.rest.Role.CLERK;
import static org.poststelle.rest.Role.COORDINATOR;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.rest.CurrentCaller;
import org.poststelle.rest.Problem;
import org.poststelle.ticket.live.LiveListener.Watched;
import org.poststelle.ticket.model.TicketQueue;
import org.poststelle.ticket.queue.TicketResponses;

/** What happens to the tickets that the caller may see, while the caller watches. */
@Path("/api/v1/live")
class LiveResource {

    private final LiveListeners listeners;
    private final TicketResponses tickets;
    private final CurrentCaller caller;
    private final JsonWebToken token;
    private final ObjectMapper json;

    LiveResource(
            LiveListeners listeners,
            TicketResponses tickets,
            CurrentCaller caller,
            JsonWebToken token,
            ObjectMapper json) {
        this.listeners = listeners;
        this.tickets = tickets;
        this.caller = caller;
        this.token = token;
        this.json = json;
    }

    /**
     * What happens to the caller's tickets, as server-sent events: named after what happened, such as {@code ticket.forwarded}, with
     * the ticket as it is now. The event {@code ready} comes when everything before was told, {@code reset} when it is no longer
     * known what was missed since {@code Last-Event-ID}, so that lists have to be read anew. The stream ends with the token, and
     * when the reader takes too little.
     *
     * @param ticketId only what happens to this ticket
     * @param queue only what happens to tickets that are in this queue, or left it
     * @param lastEventId the id of the last event that was read; what happened since is told first, up to a day
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @RolesAllowed({AGENT, COORDINATOR, CLERK})
    @APIResponse(
            responseCode = "200",
            description = "The events",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = TicketChange.LiveTicket.class)))
    public void watchTickets(
            @QueryParam("ticketId") @Nullable UUID ticketId,
            @QueryParam("queue") @Nullable TicketQueue queue,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse,
            @Context HttpServerResponse response) {
        var who = caller.get();
        var seen = position(lastEventId);
        if (ticketId != null) {
            var _ = tickets.of(ticketId, who);
        }
        listeners.begin(
                new LiveListener(
                        AccessScope.of(who),
                        new Watched(ticketId, queue),
                        Instant.ofEpochSecond(token.getExpirationTime()),
                        new EventStream(sink, sse, response, json)),
                seen);
    }

    private static @Nullable ChangePosition position(@Nullable String lastEventId) {
        try {
            return lastEventId == null ? null : ChangePosition.parse(lastEventId);
        } catch (IllegalArgumentException _) {
            throw Problem.at("Last-Event-ID", Status.BAD_REQUEST, "invalid-value", "Last-Event-ID");
        }
    }

    /** Server-sent events on an open response. */
    private record EventStream(SseEventSink sink, Sse sse, HttpServerResponse response, ObjectMapper json)
            implements LiveListener.Connection {

        @Override
        public CompletionStage<?> send(TicketChange change) {
            return sink.send(sse.newEventBuilder()
                    .id(change.position().toString())
                    .name(change.name())
                    .data(write(change.data()))
                    .build());
        }

        @Override
        public CompletionStage<?> send(ChangePosition position, String name) {
            return sink.send(sse.newEventBuilder()
                    .id(position.toString())
                    .name(name)
                    .data("{}")
                    .build());
        }

        @Override
        public CompletionStage<?> sendHeartbeat() {
            return sink.send(sse.newEventBuilder().comment("").build());
        }

        @Override
        public boolean isClosed() {
            return sink.isClosed();
        }

        @Override
        public void end() {
            sink.close();
        }

        @Override
        public void abort() {
            response.reset();
        }

        private String write(TicketChange.LiveTicket data) {
            try {
                return json.writeValueAsString(data);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
