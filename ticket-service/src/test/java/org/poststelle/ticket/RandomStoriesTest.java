package org.poststelle.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.poststelle.ticket.TicketApi.BUERGERAMT;
import static org.poststelle.ticket.TicketApi.ELTERNGELD;
import static org.poststelle.ticket.TicketApi.ENQUIRY;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poststelle.localstack.server.SampleUser;
import org.poststelle.testenvironment.ServiceEnvironment;
import org.poststelle.testenvironment.Topics.Message;

/**
 * Random people do random things to a ticket, allowed or not, and a model of a few lines says what must come of it. A failed story is
 * told again with {@code -Dpoststelle.seed=} and its name, and more are told with {@code -Dpoststelle.stories=}.
 */
@QuarkusTest
@WithTestResource(ServiceEnvironment.class)
class RandomStoriesTest extends TicketServiceTest {

    private static final int STEPS = 14;
    private static final List<SampleUser> STAFF = List.of(SampleUser.ANNA, SampleUser.KURT);
    private static final List<SampleUser> CLERKS = List.of(SampleUser.CARLA, BUERGERAMT);
    private static final List<SampleUser> EVERYBODY = Stream.of(STAFF, CLERKS, List.of(SampleUser.TOM))
            .flatMap(List::stream)
            .toList();
    private static final String BY_CALL = ENQUIRY.replace("EMAIL", "CALLBACK")
            .replace("\"email\": \"erika@beispiel.example\"", "\"phone\": \"030 23125 008\"");
    private static final String BY_LETTER = ENQUIRY.replace("EMAIL", "LETTER")
            .replace("\"email\": \"erika@beispiel.example\"", "\"address\": \"Am Wöllershof 1\\n56068 Koblenz\"");

    static LongStream seeds() {
        var seed = Long.getLong("poststelle.seed");
        return seed != null ? LongStream.of(seed) : new Random().longs(Integer.getInteger("poststelle.stories", 4));
    }

    private enum Command {
        ACCEPT("acceptance", null, true),
        RETURN("return", "{\"reason\": \"OTHER\", \"text\": \"Nein.\"}", true),
        ASK("question", "{\"text\": \"Wann?\"}", true),
        REPLY("reply", "{\"text\": \"Bald.\"}", false),
        INFORM("interim-reply", "{\"text\": \"Moment.\"}", true),
        ANSWER("answer", "{\"text\": \"Ja.\"}", true),
        REACH("callbacks", "{\"outcome\": \"REACHED\", \"note\": \"Ja.\"}", false),
        SEND_LETTER("letter-dispatch", null, false),
        RECLASSIFY("classification", "{\"serviceKey\": \"local:wohngeld\", \"regionKey\": \"071110000000\"}", false),
        PRIORITISE("priority", "{\"priority\": \"URGENT\", \"reason\": \"Eilt.\"}", false),
        MISS("callbacks", "{\"outcome\": \"NOT_REACHED\"}", false),
        CLOSE_ANSWERED("closure", "{\"outcome\": \"ANSWERED\"}", false),
        CLOSE_UNREACHABLE("closure", "{\"outcome\": \"UNREACHABLE\", \"text\": \"Nie da.\"}", false),
        CLOSE_WITHDRAWN("closure", "{\"outcome\": \"WITHDRAWN\", \"text\": \"Erledigt.\"}", false),
        REOPEN("reopening", "{\"text\": \"Reicht nicht.\"}", false);

        private final String path;
        private final @Nullable String body;
        private final boolean ofClerks;

        Command(String path, @Nullable String body, boolean ofClerks) {
            this.path = path;
            this.body = body;
            this.ofClerks = ofClerks;
        }

        private boolean isCorrection() {
            return this == RECLASSIFY || this == PRIORITISE;
        }
    }

    /** What a ticket is, in the simplest words. */
    private static final class Model {
        private final String channel;
        private final Set<String> had = new HashSet<>();
        private String state = "NEW";
        private @Nullable String authority;
        private boolean reached;
        private boolean withdrawn;
        private boolean reclassified;
        private boolean urgent;
        private int calls;
        private long version = 1;

        Model(String channel) {
            this.channel = channel;
        }

        boolean sees(SampleUser user) {
            return STAFF.contains(user) || (user.authority() != null && had.contains(user.authority()));
        }

        boolean has(SampleUser user) {
            return user.authority() != null && user.authority().equals(authority) && !state.equals("RETURNED");
        }

        /** What a command is answered with; the model is changed when it succeeds. */
        int expect(Command command, SampleUser user) {
            var isClerk = CLERKS.contains(user);
            if ((command.ofClerks && !isClerk) || (command == Command.REOPEN && isClerk)) {
                return 403;
            }
            if (!sees(user)) {
                return 404;
            }
            if (isClerk
                    && !has(user)
                    && !(state.equals("RETURNED") && user.authority().equals(authority) && command.ofClerks)) {
                return 403;
            }
            var next = next(command, isClerk);
            if (next == null) {
                return 409;
            }
            if (command == Command.REACH || command == Command.MISS) {
                calls++;
            } else if (command == Command.REOPEN) {
                calls = 0;
            }
            if (command == Command.PRIORITISE) {
                if (urgent) {
                    return 200;
                }
                urgent = true;
            } else if (command == Command.RECLASSIFY) {
                if (reclassified) {
                    return 200;
                }
                reclassified = true;
                authority = null;
            } else if (command == Command.REACH || command == Command.SEND_LETTER) {
                reached = true;
            } else if (command == Command.ANSWER || command == Command.REOPEN) {
                reached = false;
            }
            withdrawn |= command == Command.CLOSE_WITHDRAWN;
            state = next;
            version++;
            return 200;
        }

        private @Nullable String next(Command command, boolean isClerk) {
            var accepted = state.equals("ACCEPTED");
            var waits = state.equals("WAITING");
            var answered = state.equals("ANSWERED");
            var byCall = channel.equals("CALLBACK");
            var byLetter = channel.equals("LETTER");
            var heard = answered && (!(byCall || byLetter) || reached);
            var callable = byCall && !reached && (answered || (accepted && isClerk));
            return switch (command) {
                case ACCEPT -> state.equals("FORWARDED") ? "ACCEPTED" : null;
                case RETURN -> state.equals("FORWARDED") || accepted ? "RETURNED" : null;
                case ASK -> accepted ? "WAITING" : null;
                case REPLY -> waits ? "ACCEPTED" : null;
                case INFORM -> accepted || waits ? state : null;
                case ANSWER -> accepted || answered ? "ANSWERED" : null;
                case REACH -> callable ? "ANSWERED" : null;
                case RECLASSIFY ->
                    accepted || Set.of("NEW", "FORWARDED", "RETURNED").contains(state) ? "NEW" : null;
                case PRIORITISE -> state.equals("CLOSED") ? null : state;
                case MISS -> callable ? state : null;
                case SEND_LETTER -> byLetter && answered && !reached ? state : null;
                case CLOSE_ANSWERED -> heard ? "CLOSED" : null;
                case CLOSE_UNREACHABLE -> byCall && answered && !heard && calls >= 3 ? "CLOSED" : null;
                case CLOSE_WITHDRAWN -> !heard && !state.equals("CLOSED") ? "CLOSED" : null;
                case REOPEN -> state.equals("CLOSED") && !withdrawn ? "FORWARDED" : null;
            };
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void ticketIsWhatTheModelSays(long seed) {
        var random = new Random(seed);
        var channel = List.of("EMAIL", "CALLBACK", "LETTER").get(random.nextInt(3));
        var model = new Model(channel);
        var id = api.create(
                        switch (channel) {
                            case "CALLBACK" -> BY_CALL;
                            case "LETTER" -> BY_LETTER;
                            default -> ENQUIRY;
                        })
                .id();
        var told = new ArrayList<String>();
        for (int hop = 0, step = 0; step < STEPS; step++) {
            if ((model.state.equals("NEW") || model.state.equals("RETURNED")) && random.nextInt(3) > 0) {
                var authority = random.nextBoolean() ? ELTERNGELD : "koblenz-buergeramt";
                api.decide(id, ++hop, authority);
                model.authority = authority;
                model.had.add(authority);
                model.state = "FORWARDED";
                model.version++;
                told.add("routing decides for " + authority);
            }
            var command = Command.values()[random.nextInt(Command.values().length)];
            var user = EVERYBODY.get(random.nextInt(EVERYBODY.size()));
            told.add(user.name() + " " + command + " in " + model.state);
            if (random.nextInt(8) == 0
                    && model.sees(user)
                    && (CLERKS.contains(user) || !command.ofClerks)
                    && !(command == Command.REOPEN && CLERKS.contains(user))) {
                act(user, id, command, model.version + 1).statusCode(412);
            }
            var version = model.version;
            var expected = model.expect(command, user);
            var status = act(user, id, command, version).extract().statusCode();
            assertThat(status).as("after %s", told).isEqualTo(expected);
            check(id, model);
        }
        api.as(SampleUser.KURT)
                .get("/api/v1/tickets/{id}/history/verification", id)
                .then()
                .body("intact", equalTo(true));
        var versions = LongStream.rangeClosed(1, model.version).boxed().toList();
        await().untilAsserted(() -> assertThat(topics.about(id, "tickets"))
                .extracting(Message::version)
                .isEqualTo(versions));
    }

    private ValidatableResponse act(SampleUser user, UUID id, Command command, long version) {
        return command.isCorrection()
                ? api.put(user, id, command.path, version, Objects.requireNonNull(command.body))
                : api.act(user, id, command.path, version, command.body);
    }

    private void check(UUID id, Model model) {
        api.ticket(SampleUser.ANNA, id)
                .body("state", equalTo(model.state))
                .body("version", equalTo((int) model.version))
                .body("authority", equalTo(model.authority))
                .body("priority", equalTo(model.urgent ? "URGENT" : "NORMAL"));
        api.as(SampleUser.TOM).get("/api/v1/tickets/{id}", id).then().statusCode(404);
        for (var clerk : CLERKS) {
            var seen = api.as(clerk).get("/api/v1/tickets/{id}", id).then();
            if (!model.sees(clerk)) {
                seen.statusCode(404);
            } else if (model.has(clerk)) {
                seen.body("citizen.name", equalTo("Erika Beispiel"));
            } else {
                seen.body("citizen", nullValue()).body("letters", nullValue()).body("subject", nullValue());
            }
        }
    }
}
