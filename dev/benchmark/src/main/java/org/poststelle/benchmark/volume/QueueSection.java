package org.poststelle.benchmark.volume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.poststelle.benchmark.report.Table;
import org.poststelle.benchmark.stack.SystemUnderTest;
import org.poststelle.localstack.Service;
import org.poststelle.localstack.server.SampleUser;

/** Lists of tickets and searches, while there are more and more tickets. */
final class QueueSection implements Section {

    private static final int CHUNK = 50_000;
    private static final int ASKED_FOR = 100;
    private static final long SPARE_DISK = 15L << 30;
    private static final String TICKETS = "/api/v1/tickets";
    private static final String SEARCH = TICKETS + "/search";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> TABLES = List.of("ticket", "enquiry", "enquiry_search", "ticket_access");
    private static final List<SampleUser> USERS = List.of(SampleUser.ANNA, SampleUser.KURT, SampleUser.CARLA);

    /** In one of five texts. */
    private static final String COMMON_WORD = "Antrag";
    /** In one text of ten thousand. */
    private static final String RARE_WORD = "Ahnenforschung";

    /** Texts of forty words that are as unequally frequent as words are: the nth occurs 1/n times as often as the first. */
    private static final String SAMPLE_TEXTS = """
            create temporary table vocabulary as
            select row_number() over (order by md5(beginning || ending)) as rank, beginning || ending as word
            from unnest(string_to_array('Wohngeld,Elterngeld,Kindergeld,Reisepass,Personalausweis,Führerschein,Gewerbe,Fahrzeug,Hunde,'
                || 'Grundsteuer,Melde,Einwohner,Rundfunk,Schul,Kita,Pflege,Renten,Steuer,Abfall,Sperrmüll,Straßen,Lärm,Baum,Wasser,'
                || 'Energie,Heizkosten,Umzugs,Geburts,Heirats,Sterbe,Namens,Aufenthalts,Visum,Arbeits,Miet,Vereins', ',')) as beginning,
                 unnest(string_to_array('bescheid,stelle,unterlagen,formular,termin,gebühr,frist,nachweis,auskunft,bescheinigung,'
                || 'verlängerung,änderung,anmeldung,abmeldung,beratung,zuschuss,bearbeitung,rückfrage,kopie,urkunde,nummer,konto,'
                || 'zahlung,erstattung,berechnung,widerspruch,genehmigung,prüfung,verlust,umschreibung', ',')) as ending;
            create temporary table sample_text as
            select number, left(text, 60) as subject, text, to_tsvector('german', left(text, 60) || ' ' || text) as words
            from (select number, case when number % 5 = 0 then 'Antrag ' else '' end || (
                      select string_agg(word, ' ' order by random())
                      from (select floor(power(1080, random())) as rank from generate_series(1, 40) where number > 0) as drawn
                      join vocabulary using (rank)) as text
                  from generate_series(1, 2000) as number) as written;
            create index on sample_text (number);
            analyze sample_text""";

    private final SystemUnderTest system;
    private final VolumeSettings settings;
    private final Consumer<String> progress;
    private final Path data;
    private final UUID sample;

    QueueSection(SystemUnderTest system, VolumeSettings settings, Consumer<String> progress, Path data, UUID sample) {
        this.system = system;
        this.settings = settings;
        this.progress = progress;
        this.data = data;
        this.sample = sample;
    }

    @Override
    public String name() {
        return "Queues and searches";
    }

    @Override
    public List<Table> measure() {
        var head = new ArrayList<>(List.of("tickets", "request"));
        USERS.forEach(user -> head.addAll(List.of(user.name(), "p50", "p99")));
        var rows = new ArrayList<List<String>>();
        try (var database = Database.of(system, Service.TICKET);
                var requests = new Requests(system, Service.TICKET, settings)) {
            database.execute(SAMPLE_TEXTS);
            var there = 0;
            for (var wanted : settings.tickets()) {
                there = fill(database, there, wanted);
                rows.addAll(measure(database, requests, there));
            }
        }
        return List.of(new Table("Queues and searches, number of requests of each user, and ms", head, rows));
    }

    private int fill(Database database, int from, int wanted) {
        var end = System.nanoTime() + settings.loading().toNanos();
        var indexes = database.dropIndexes(TABLES);
        var there = from;
        while (there < wanted && System.nanoTime() < end && new File(data.toString()).getUsableSpace() > SPARE_DISK) {
            var next = Math.min(there + CHUNK, wanted);
            database.execute(someTickets(there + 1, next));
            there = next;
            if (there % (10 * CHUNK) == 0) {
                progress.accept("  %d tickets".formatted(there));
            }
        }
        if (there < wanted) {
            progress.accept("  %d tickets, more did not fit into the time or on the disk".formatted(there));
        }
        for (var index : indexes) {
            database.execute(index);
        }
        database.settle(TABLES.toArray(String[]::new));
        progress.accept("  indexes of %d tickets".formatted(there));
        return there;
    }

    private List<List<String>> measure(Database database, Requests requests, int there) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (var user : USERS) {
            measure(database, requests, user).forEach((request, outcome) -> {
                progress.accept("  %d, %s, %s: %s".formatted(there, request, user.name(), outcome.cells()));
                rows.computeIfAbsent(request, _ -> new ArrayList<>(List.of(Integer.toString(there), request)))
                        .addAll(outcome.cells());
            });
        }
        return List.copyOf(rows.values());
    }

    private Map<String, Requests.Outcome> measure(Database database, Requests requests, SampleUser user) {
        Map<String, Requests.Outcome> outcomes = new LinkedHashMap<>();
        for (var queue : List.of("INBOX", "WORKING", "WAITING", "CALLBACK", "ANSWERED", "CLOSED")) {
            outcomes.put("queue " + queue, requests.get(user, List.of(TICKETS + "?queue=" + queue)));
        }
        outcomes.put("all that is open", requests.get(user, List.of(TICKETS + "?dueBefore=9999-01-01T00:00:00Z")));
        outcomes.put("queue INBOX, second page", requests.get(user, List.of(second(requests, user, "?queue=INBOX"))));
        outcomes.put("queue CLOSED, second page", requests.get(user, List.of(second(requests, user, "?queue=CLOSED"))));
        outcomes.put("newest", requests.get(user, List.of(TICKETS)));
        outcomes.put("newest, second page", requests.get(user, List.of(second(requests, user, "?limit=20"))));
        outcomes.put("lengths of the queues", requests.get(user, List.of(TICKETS + "/queues")));
        outcomes.put(
                "by reference",
                requests.get(
                        user,
                        granted(database, user, "reference", "ticket on ticket.id = ticket_id").stream()
                                .map(reference -> TICKETS + "?reference=" + reference)
                                .toList()));
        outcomes.put("search for a rare word", requests.post(user, SEARCH, List.of(words(RARE_WORD))));
        outcomes.put("search for a common word", requests.post(user, SEARCH, List.of(words(COMMON_WORD))));
        outcomes.put(
                "search for a contact",
                requests.post(
                        user,
                        SEARCH,
                        granted(database, user, "email", "enquiry using (ticket_id)").stream()
                                .map("{\"email\": \"%s\"}"::formatted)
                                .toList()));
        return outcomes;
    }

    private static String words(String words) {
        return "{\"words\": \"%s\"}".formatted(words);
    }

    /** The address of the page after the first. */
    private static String second(Requests requests, SampleUser user, String query) {
        try {
            var next = JSON.readTree(requests.read(user, TICKETS + query)).path("next");
            // a list without a second page is measured all the same: its first
            return TICKETS
                    + query
                    + (next.isTextual() ? "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8) : "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Something of tickets that the user may see, any of them. */
    private static List<String> granted(Database database, SampleUser user, String column, String joined) {
        var grantee = Stream.of("centre:" + user.centre(), "authority:" + user.authority())
                .filter(key -> !key.endsWith(":null"))
                .findFirst()
                .orElseThrow();
        return database.strings("""
                select %s from (select ticket_id from ticket_access where grantee = '%s' order by md5(cast(ticket_id as text))
                                limit %d) as some
                join %s""".formatted(column, grantee, ASKED_FOR, joined));
    }

    /**
     * Some tickets of the last 25 days, because personal data is erased after thirty. One in a hundred is open; all but the undecided
     * are with one of fifty authorities.
     */
    private String someTickets(int first, int last) {
        return """
            create temporary table chunk on commit drop as
            select number, cast(lpad(to_hex(cast(extract(epoch from received_at) * 1000 as bigint)), 12, '0') || '7'
                                || substr(md5(cast(number as text)), 1, 3) || '8' || substr(md5(cast(number as text)), 4, 15) as uuid) as id,
                   received_at, centre, citizen, open, stage,
                   case when not open then 'CLOSED' when stage = 0 then 'NEW' when stage <= 3 then 'FORWARDED'
                        when stage <= 6 then 'ACCEPTED' when stage = 7 then 'WAITING' else 'ANSWERED' end as state,
                   case when not open then 'CLOSED' when stage = 0 then 'UNDECIDED' when stage <= 3 then 'INBOX'
                        when stage <= 6 then 'WORKING' when stage = 7 then 'WAITING' when stage = 8 then 'CALLBACK'
                        else 'ANSWERED' end as queue,
                   case when open and stage = 0 then null when authority = 0 then 'koblenz-elterngeldstelle'
                        else 'authority-' || authority end as authority,
                   case when open then now() + (random() - 0.3) * interval '10 days' else received_at + interval '1 day' end as due_at
            from (select number, now() - interval '25 days' + number * (interval '25 days' / %1$d) as received_at,
                         (array['KO', 'TR', 'MZ', 'LU', 'KL'])[1 + floor(random() * 5)] as centre,
                         floor(random() * 50) as authority, random() < 0.01 as open, floor(random() * 10) as stage,
                         floor(random() * 1000000) as citizen
                  from generate_series(%2$d, %3$d) as number) as drawn;

            insert into ticket
            select copy.* from chunk
            cross join ticket as sample
            cross join lateral jsonb_populate_record(sample, jsonb_build_object(
                'id', chunk.id, 'reference', chunk.centre || '-2020-' || lpad(cast(number as text), 8, '0'), 'centre', chunk.centre,
                'state', chunk.state, 'authority', chunk.authority, 'received_at', chunk.received_at, 'due_at', chunk.due_at,
                'reply_channel', case when queue = 'CALLBACK' then 'CALLBACK' else 'EMAIL' end,
                'citizen_reached', queue in ('ANSWERED', 'CLOSED'),
                'question_id', case when queue = 'WAITING' then gen_random_uuid() end,
                'reply_by', case when queue = 'WAITING' then now() + interval '10 days' end,
                'question_next_at', case when queue = 'WAITING' then now() + interval '5 days' end,
                'closed_at', case when open then null else chunk.received_at + interval '1 hour' end,
                'closure', case when open then null else 'ANSWERED' end)) as copy
            where sample.id = '%4$s';

            insert into enquiry
            select copy.* from chunk
            join sample_text on sample_text.number = 1 + chunk.number %% 2000
            cross join enquiry as sample
            cross join lateral jsonb_populate_record(sample, jsonb_build_object(
                'ticket_id', chunk.id, 'subject', sample_text.subject, 'text', sample_text.text,
                'email', 'citizen' || citizen || '@buergerin.example')) as copy
            where sample.ticket_id = '%4$s';

            insert into enquiry_search (ticket_id, words, contacts)
            select id, words || case when chunk.number %% 10000 = 0 then to_tsvector('german', 'Ahnenforschung') else '' end,
                   contact_hashes('citizen' || citizen || '@buergerin.example', null)
            from chunk join sample_text on sample_text.number = 1 + chunk.number %% 2000;

            insert into ticket_access (ticket_id, grantee, state, queue, due_at)
            select id, 'centre:' || centre, state, queue, due_at from chunk union all
            select id, 'authority:' || authority, state, queue, due_at from chunk where authority is not null""".formatted(settings.tickets().getLast(), first, last, sample);
    }
}
