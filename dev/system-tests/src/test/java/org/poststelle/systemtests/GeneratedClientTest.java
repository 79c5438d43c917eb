package org.poststelle.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.poststelle.client.ApiClient;
import org.poststelle.client.ApiException;
import org.poststelle.client.api.IntakeResourceApi;
import org.poststelle.client.api.TicketHandlingResourceApi;
import org.poststelle.client.api.TicketQueueResourceApi;
import org.poststelle.client.model.ContactDetails;
import org.poststelle.client.model.NewTicket;
import org.poststelle.client.model.PromiseState;
import org.poststelle.client.model.ReplyChannel;
import org.poststelle.client.model.TicketState;
import org.poststelle.client.model.TicketView;
import org.poststelle.client.model.Writing;
import org.poststelle.localstack.LocalStack;
import org.poststelle.localstack.server.SampleUser;

/** What a client generator makes of the API document is enough to work with tickets. */
@ExtendWith(RunningSystem.class)
class GeneratedClientTest {

    private final LocalStack stack;

    GeneratedClientTest(LocalStack stack) {
        this.stack = stack;
    }

    @Test
    void ticketIsCreatedAcceptedAndAnswered() throws ApiException {
        var created = new IntakeResourceApi(as(SampleUser.ANNA)).createTicket(key(), enquiry());
        var forwarded = awaitTicket(SampleUser.CARLA, created.getId(), TicketState.FORWARDED);
        assertThat(forwarded.getReference()).isEqualTo(created.getReference());

        var clerk = new TicketHandlingResourceApi(as(SampleUser.CARLA));
        var accepted = clerk.acceptTicket(created.getId(), tag(forwarded));
        assertThat(accepted.getState()).isEqualTo(TicketState.ACCEPTED);
        var answered = clerk.answerTicket(
                created.getId(), tag(accepted), new Writing().text("Vierzehn Monate, für beide Kinder."));

        assertThat(answered.getLetters()).hasSize(1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> read(SampleUser.ANNA, created.getId()).getPromise() == PromiseState.MET);
    }

    @Test
    void refusalIsTold() {
        var refusal = catchThrowableOfType(
                ApiException.class,
                () -> new IntakeResourceApi(as(SampleUser.ANNA))
                        .createTicket(key(), enquiry().regionKey("7")));

        assertThat(refusal.getCode()).isEqualTo(422);
        assertThat(refusal.getResponseBody()).contains("regionKey");
    }

    private static NewTicket enquiry() {
        return new NewTicket()
                .serviceKey("local:elterngeld")
                .regionKey("071110000000")
                .subject("Elterngeld für Zwillinge")
                .text("Wie lange bekomme ich Elterngeld für Zwillinge?")
                .replyChannel(ReplyChannel.EMAIL)
                .citizen(new ContactDetails().name("Gerda Muster").email("gerda@muster.example"));
    }

    private TicketView awaitTicket(SampleUser user, UUID id, TicketState state) {
        return await().atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(ApiException.class)
                .until(() -> read(user, id), ticket -> ticket.getState() == state && ticket.getDueAt() != null);
    }

    private TicketView read(SampleUser user, UUID id) throws ApiException {
        return new TicketQueueResourceApi(as(user)).readTicket(id);
    }

    private static String tag(TicketView ticket) {
        return "\"" + ticket.getVersion() + "\"";
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private ApiClient as(SampleUser user) {
        var token = stack.issuer().token(user);
        var client = new ApiClient();
        client.updateBaseUri(stack.gatewayUrl().toString());
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
        return client;
    }
}
