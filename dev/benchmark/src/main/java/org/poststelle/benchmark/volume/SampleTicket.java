package org.poststelle.benchmark.volume;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import org.poststelle.benchmark.load.Tickets;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** A ticket made through the API. Its rows are what the many are copied from, so that these have all columns as services write them. */
final class SampleTicket {

    private static final Duration TO_BE_FORWARDED = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SystemUnderTest system;

    SampleTicket(SystemUnderTest system) {
        this.system = system;
    }

    /** Returns when it is forwarded and promised, and everybody is told. */
    UUID create() {
        try (var requests = new Requests(system, Service.TICKET, VolumeSettings.quick());
                var promises = Database.of(system, Service.SLA)) {
            var created = requests.create(
                    SampleUser.ANNA, "/api/v1/tickets", UUID.randomUUID().toString(), Tickets.ENQUIRY);
            var id = UUID.fromString(JSON.readTree(created).required("id").asText());
            var promised = Waiting.until(
                    () -> promises.number("select count(*) from promise where authority is not null") == 1,
                    TO_BE_FORWARDED);
            if (!promised) {
                throw new IllegalStateException("The sample ticket was not forwarded");
            }
            system.backlogs().drain();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
