package org.poststelle.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.MailJob.Change;
import org.poststelle.notification.NotificationEvent.Failed;
import org.poststelle.notification.NotificationEvent.Sent;
import org.poststelle.notification.correspondence.Kind;
import org.poststelle.notification.correspondence.NotificationTrigger;
import org.poststelle.notification.correspondence.NotificationTrigger.Answered;
import org.poststelle.notification.correspondence.NotificationTrigger.Forwarded;
import org.poststelle.notification.correspondence.NotificationTrigger.Promised;

/** The mail jobs in the database, whose clock alone decides when something is due. */
@ApplicationScoped
class MailJobs {

    // Compared with the time of the statement: clock_timestamp() may change from row to row, so no index answers it.

    static final String DUE = """
            select id from mail_job
             where state in ('CREATED', 'RETRY') and next_at <= statement_timestamp()
             order by next_at limit :limit for update skip locked
            """;
    static final String UNCERTAIN = """
            select id from mail_job
             where state = 'UNCERTAIN' and next_at <= statement_timestamp()
             order by next_at limit :limit for update skip locked
            """;
    static final String EXPIRED = """
            select * from mail_job
             where state = 'SENDING' and lease_until < statement_timestamp()
             order by lease_until limit :limit for update skip locked
            """;

    private static final String NOTIFICATIONS =
            "select id, ticket_id, kind, state, attempts, reason, cause, created_at, sent_at from mail_job ";

    private final Jdbi jdbi;

    MailJobs(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @return whether the occasion was new */
    boolean add(
            UUID id, UUID ticketId, String centre, NotificationTrigger occasion, UUID sourceEvent, String messageId) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into mail_job
                               (id, ticket_id, centre, kind, occasion, source_event, due_at, authority, hop, answer_id, message_id)
                        values (:id, :ticketId, :centre, :kind, :key, :sourceEvent, :dueAt, :authority, :hop, :answerId, :messageId)
                        on conflict (ticket_id, kind, occasion) do nothing
                        """)
                        .bind("id", id)
                        .bind("ticketId", ticketId)
                        .bind("centre", centre)
                        .bind("kind", occasion.kind())
                        .bind("key", occasion.key())
                        .bind("sourceEvent", sourceEvent)
                        .bind("dueAt", occasion instanceof Promised promised ? promised.dueAt() : null)
                        .bind("authority", occasion instanceof Forwarded forwarded ? forwarded.authority() : null)
                        .bind("hop", occasion instanceof Forwarded forwarded ? (Integer) forwarded.hop() : null)
                        .bind("answerId", occasion instanceof Answered answered ? answered.answerId() : null)
                        .bind("messageId", messageId)
                        .execute())
                == 1;
    }

    /** Takes jobs that are due for an attempt: nobody else gets them before the lease ends. */
    List<MailJob> claimDue(int limit, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update mail_job
                           set state = 'SENDING', attempts = attempts + 1, version = version + 1,
                               lease_until = clock_timestamp() + :lease, handed_over_at = null
                         where id in (<due>)
                        returning *
                        """)
                .define("due", DUE)
                .bind("lease", lease)
                .bind("limit", limit)
                .map(MailJobs::job)
                .list());
    }

    /** Takes jobs for which the journal is to be asked; others ask about the same ones again after the lease. */
    List<MailJob> claimUncertain(int limit, Duration lease) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update mail_job
                           set version = version + 1, next_at = clock_timestamp() + :lease
                         where id in (<uncertain>)
                        returning *
                        """)
                .define("uncertain", UNCERTAIN)
                .bind("lease", lease)
                .bind("limit", limit)
                .map(MailJobs::job)
                .list());
    }

    /** Locks the job whose worker has not come back for the longest time, until the transaction ends. */
    Optional<MailJob> expired() {
        return jdbi.withHandle(handle ->
                handle.createQuery(EXPIRED).bind("limit", 1).map(MailJobs::job).findOne());
    }

    /**
     * Notes that the server may take the mail from now on, and lengthens the lease.
     *
     * @return whether the worker still has the job
     */
    boolean handOver(MailJob job, Duration lease) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update mail_job
                           set handed_over_at = clock_timestamp(), lease_until = clock_timestamp() + :lease
                         where id = :id and version = :version and state = 'SENDING' and lease_until > clock_timestamp()
                        """)
                        .bind("lease", lease)
                        .bind("id", job.id())
                        .bind("version", job.version())
                        .execute())
                == 1;
    }

    /** @return whether the job was still as it was when it was read */
    boolean change(MailJob job, Change change) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        update mail_job
                           set state = :state, version = version + 1, lease_until = null,
                               next_at = clock_timestamp() + :pause, reason = :reason, cause = :cause, sent_at = :sentAt,
                               attempts = case when state = 'FAILED' then 0 else attempts end
                         where id = :id and version = :version and state = :from
                        """)
                        .bind("state", change.state())
                        .bind("pause", change.pause())
                        .bind("reason", change.event() instanceof Failed failed ? failed.reason() : null)
                        .bind("cause", change.cause())
                        .bind("sentAt", change.event() instanceof Sent sent ? sent.sentAt() : null)
                        .bind("id", job.id())
                        .bind("version", job.version())
                        .bind("from", job.state())
                        .execute())
                == 1;
    }

    /** Locks a job of a centre until the transaction ends. */
    Optional<MailJob> lock(UUID id, String centre) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from mail_job where id = :id and centre = :centre for update")
                        .bind("id", id)
                        .bind("centre", centre)
                        .map(MailJobs::job)
                        .findOne());
    }

    /** Those of the Message-IDs whose jobs have come to an end, so that the journal has nothing left to verify. */
    Set<String> settled(Set<String> messageIds) {
        return jdbi.withHandle(handle -> new HashSet<>(handle.createQuery("""
                        select message_id from mail_job
                         where message_id = any(:messageIds) and state in ('SENT', 'FAILED', 'SKIPPED')
                        """)
                .bindArray("messageIds", String.class, messageIds)
                .mapTo(String.class)
                .list()));
    }

    /** The mails of a ticket of the centre, in the order of their occasions. */
    List<Notification> ofTicket(UUID ticketId, String centre, @Nullable UUID after, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery(NOTIFICATIONS + """
                         where ticket_id = :ticketId and centre = :centre and (:after::uuid is null or id > :after::uuid)
                         order by id limit :limit
                        """)
                .bind("ticketId", ticketId)
                .bind("centre", centre)
                .bind("after", after)
                .bind("limit", limit)
                .map(ConstructorMapper.of(Notification.class))
                .list());
    }

    Optional<Notification> find(UUID id, String centre) {
        return jdbi.withHandle(handle -> handle.createQuery(NOTIFICATIONS + "where id = :id and centre = :centre")
                .bind("id", id)
                .bind("centre", centre)
                .map(ConstructorMapper.of(Notification.class))
                .findOne());
    }

    /** The age in seconds of the oldest mail that waits for an attempt; 0 when none does. */
    double oldestUnsentSeconds() {
        return number("""
                select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) from mail_job
                 where state in ('CREATED', 'RETRY')
                """);
    }

    /** How many mails wait for the word of the journal. */
    double uncertain() {
        return number("select count(*) from mail_job where state = 'UNCERTAIN'");
    }

    private double number(String query) {
        return jdbi.withHandle(
                handle -> handle.createQuery(query).mapTo(Double.class).one());
    }

    private static MailJob job(ResultSet row, StatementContext context) throws SQLException {
        return new MailJob(
                row.getObject("id", UUID.class),
                row.getObject("ticket_id", UUID.class),
                row.getString("centre"),
                occasion(row),
                row.getString("message_id"),
                MailState.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getInt("version"),
                row.getObject("handed_over_at") != null);
    }

    private static NotificationTrigger occasion(ResultSet row) throws SQLException {
        return switch (Kind.valueOf(row.getString("kind"))) {
            case RECEIPT ->
                new Promised(row.getObject("due_at", OffsetDateTime.class).toInstant());
            case FORWARDED -> new Forwarded(row.getString("authority"), row.getInt("hop"));
            case ANSWER -> new Answered(row.getObject("answer_id", UUID.class));
        };
    }
}
