package org.poststelle.notification.delivery;

import static java.util.stream.Collectors.toMap;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.composition.Kind;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.composition.NotificationTrigger.Answered;
import org.poststelle.notification.composition.NotificationTrigger.Asked;
import org.poststelle.notification.composition.NotificationTrigger.AskedAgain;
import org.poststelle.notification.composition.NotificationTrigger.Breached;
import org.poststelle.notification.composition.NotificationTrigger.Closed;
import org.poststelle.notification.composition.NotificationTrigger.Delayed;
import org.poststelle.notification.composition.NotificationTrigger.Forwarded;
import org.poststelle.notification.composition.NotificationTrigger.Informed;
import org.poststelle.notification.composition.NotificationTrigger.Promised;
import org.poststelle.notification.composition.NotificationTrigger.Reopened;
import org.poststelle.notification.composition.NotificationTrigger.TargetMissed;
import org.poststelle.notification.composition.NotificationTrigger.TargetWarned;
import org.poststelle.notification.composition.NotificationTrigger.Warned;
import org.poststelle.notification.delivery.MailJob.Change;
import org.poststelle.notification.delivery.NotificationEvent.Failed;
import org.poststelle.notification.delivery.NotificationEvent.Sent;

/**
 * The mail jobs, as far as the transaction's access scope may see them. The clock of the database alone decides when something is
 * due, so whatever reads or sets it is native SQL.
 */
@ApplicationScoped
class MailJobs implements PanacheRepositoryBase<MailJob, UUID> {

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

    /** Materialized: as a plain subquery the candidates may be looked up again for each row, and more than the limit be taken. */
    private static final String CLAIM_DUE = """
            with candidate as materialized (%s)
            update mail_job job
               set state = 'SENDING', attempts = attempts + 1, version = version + 1,
                   lease_until = clock_timestamp() + make_interval(secs => :lease), handed_over_at = null
              from candidate where job.id = candidate.id
            returning job.*
            """.formatted(DUE);

    private static final String CLAIM_UNCERTAIN = """
            with candidate as materialized (%s)
            update mail_job job
               set version = version + 1, next_at = clock_timestamp() + make_interval(secs => :lease)
              from candidate where job.id = candidate.id
            returning job.*
            """.formatted(UNCERTAIN);

    private static final String NOTIFICATION =
            "select id, ticketId, kind, recipient, state, attempts, reason, cause, createdAt, sentAt from MailJob ";

    private final Session session;

    MailJobs(Session session) {
        this.session = session;
    }

    /**
     * Adds a job unless there is one for the trigger already.
     *
     * @param key what makes it the same trigger, within the ticket and the kind
     * @return whether there was none
     */
    boolean add(
            UUID id,
            UUID ticketId,
            String centre,
            NotificationTrigger trigger,
            String key,
            UUID sourceEvent,
            String messageId) {
        var details = Details.of(trigger);
        return session.createNativeMutationQuery("""
                        insert into mail_job (id, ticket_id, centre, kind, recipient, trigger_key, source_event, due_at, authority,
                                              hop, letter_id, percent, target, message_id)
                        values (:id, :ticketId, :centre, :kind, :recipient, :key, :sourceEvent, :dueAt, :authority,
                                :hop, :letterId, :percent, :target, :messageId)
                        on conflict (ticket_id, kind, trigger_key) do nothing
                        """)
                        .setParameter("id", id)
                        .setParameter("ticketId", ticketId)
                        .setParameter("centre", centre)
                        .setParameter("kind", trigger.kind().name())
                        .setParameter("recipient", trigger.recipient().name())
                        .setParameter("key", key)
                        .setParameter("sourceEvent", sourceEvent)
                        .setParameter("dueAt", details.dueAt(), Instant.class)
                        .setParameter("authority", trigger.authority(), String.class)
                        .setParameter("hop", details.hop(), Integer.class)
                        .setParameter("letterId", details.letterId(), UUID.class)
                        .setParameter("percent", details.percent(), Integer.class)
                        .setParameter("target", details.target(), String.class)
                        .setParameter("messageId", messageId)
                        .executeUpdate()
                == 1;
    }

    /** What a trigger of its kind says besides, by column. */
    private record Details(
            @Nullable Instant dueAt,
            @Nullable Integer hop,
            @Nullable UUID letterId,
            @Nullable Integer percent,
            @Nullable String target) {

        static Details of(NotificationTrigger trigger) {
            return switch (trigger) {
                case Promised promised -> new Details(promised.dueAt(), null, null, null, null);
                case Delayed delayed -> new Details(delayed.dueAt(), null, null, null, null);
                case Forwarded forwarded -> new Details(null, forwarded.hop(), null, null, null);
                case Reopened reopened -> new Details(reopened.reopenedAt(), null, null, null, null);
                case Asked asked -> new Details(asked.replyBy(), null, asked.questionId(), null, null);
                case AskedAgain asked -> new Details(asked.replyBy(), null, asked.questionId(), null, null);
                case Informed informed -> new Details(null, null, informed.letterId(), null, null);
                case Answered answered -> new Details(null, null, answered.answerId(), null, null);
                case Closed closed -> new Details(null, null, closed.letterId(), null, null);
                case Warned warned -> new Details(warned.dueAt(), null, null, warned.percent(), null);
                case Breached breached -> new Details(breached.dueAt(), null, null, null, null);
                case TargetWarned warned ->
                    new Details(
                            warned.dueAt(),
                            null,
                            null,
                            warned.percent(),
                            warned.target().name());
                case TargetMissed missed ->
                    new Details(
                            missed.dueAt(), null, null, null, missed.target().name());
            };
        }
    }

    /** Takes jobs that are due for an attempt: nobody else gets them before the lease ends. */
    List<MailJob> claimDue(int limit, Duration lease) {
        return claim(CLAIM_DUE, limit, lease);
    }

    /** Takes jobs for which the journal is to be asked; others ask about the same ones again after the lease. */
    List<MailJob> claimUncertain(int limit, Duration lease) {
        return claim(CLAIM_UNCERTAIN, limit, lease);
    }

    private List<MailJob> claim(String sql, int limit, Duration lease) {
        return session.createNativeQuery(sql, MailJob.class)
                .setParameter("limit", limit)
                .setParameter("lease", seconds(lease))
                .getResultList();
    }

    /** Locks the jobs whose workers have not come back for the longest time, until the transaction ends. */
    List<MailJob> expired(int limit) {
        return session.createNativeQuery(EXPIRED, MailJob.class)
                .setParameter("limit", limit)
                .getResultList();
    }

    /**
     * Notes that the server may take the emails from now on, and extends their leases.
     *
     * @return those whose workers still have them
     */
    Set<UUID> handOver(List<MailJob> held, Duration lease) {
        return Set.copyOf(session.createNativeQuery("""
                        update mail_job job
                           set handed_over_at = clock_timestamp(),
                               lease_until = clock_timestamp() + make_interval(secs => :lease)
                          from unnest(:ids, :versions) as held (id, version)
                         where job.id = held.id and job.version = held.version and job.state = 'SENDING'
                           and job.lease_until > clock_timestamp()
                        returning job.id
                        """, UUID.class)
                .setParameter("lease", seconds(lease))
                .setParameter("ids", column(held, MailJob::id, UUID[]::new))
                .setParameter("versions", column(held, MailJob::version, Integer[]::new))
                .getResultList());
    }

    /** @return those that were still as they were when they were read, and are changed now */
    Set<UUID> change(List<Changed> jobs) {
        return Set.copyOf(session.createNativeQuery("""
                        update mail_job job
                           set state = change.state, version = job.version + 1, lease_until = null,
                               next_at = clock_timestamp() + make_interval(secs => change.pause),
                               reason = change.reason, cause = change.cause, sent_at = change.sent_at
                          from unnest(:ids, :versions, :previous, :states, :pauses, :reasons, :causes, :sentAts)
                               as change (id, version, previous, state, pause, reason, cause, sent_at)
                         where job.id = change.id and job.version = change.version and job.state = change.previous
                        returning job.id
                        """, UUID.class)
                .setParameter("ids", column(jobs, changed -> changed.job().id(), UUID[]::new))
                .setParameter("versions", column(jobs, changed -> changed.job().version(), Integer[]::new))
                .setParameter(
                        "previous",
                        column(jobs, changed -> changed.job().state().name(), String[]::new))
                .setParameter(
                        "states",
                        column(jobs, changed -> changed.change().state().name(), String[]::new))
                .setParameter(
                        "pauses",
                        column(jobs, changed -> seconds(changed.change().pause()), Double[]::new))
                .setParameter(
                        "reasons",
                        column(
                                jobs,
                                changed -> changed.change().event() instanceof Failed failed
                                        ? failed.reason().name()
                                        : null,
                                String[]::new))
                .setParameter("causes", column(jobs, changed -> changed.change().cause(), String[]::new))
                .setParameter(
                        "sentAts",
                        column(
                                jobs,
                                changed -> changed.change().event() instanceof Sent sent ? sent.sentAt() : null,
                                Instant[]::new))
                .getResultList());
    }

    /** A job as a worker got it, and what becomes of it. */
    record Changed(MailJob job, Change change) {}

    private static <T, C extends @Nullable Object> C[] column(
            List<T> rows, Function<T, C> value, IntFunction<C[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    /**
     * Counts further events about tickets: mails of a ticket are jobs of their own, so nothing else counts their events. Others who
     * count for one of the tickets wait until the transaction ends, and for all in the same order.
     *
     * @param events how many more, by ticket
     * @return the version of the last one, by ticket
     */
    Map<UUID, Long> countEvents(SortedMap<UUID, Integer> events) {
        return session
                .createNativeQuery("""
                        insert into event_version as known (ticket_id, version)
                        select * from unnest(:ticketIds, :events)
                        on conflict (ticket_id) do update set version = known.version + excluded.version
                        returning ticket_id, version
                        """, Object[].class)
                .addScalar("ticket_id", UUID.class)
                .addScalar("version", Long.class)
                .setParameter("ticketIds", events.keySet().toArray(UUID[]::new))
                .setParameter("events", events.values().toArray(Integer[]::new))
                .getResultList()
                .stream()
                .collect(toMap(row -> (UUID) row[0], row -> (Long) row[1]));
    }

    /** Reads a job for a change: nobody else changes it until the transaction ends. */
    Optional<MailJob> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The last job of a kind for a letter, locked for a change. */
    Optional<MailJob> lockLast(UUID ticketId, Kind kind, UUID letterId) {
        return find("ticketId = ?1 and kind = ?2 and letterId = ?3 order by id desc", ticketId, kind, letterId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    /** Those of the Message-IDs whose jobs have come to an end, so that the journal has nothing left to prove. */
    Set<String> settled(Set<String> messageIds) {
        return Set.copyOf(session.createSelectionQuery(
                        "select messageId from MailJob where messageId in :ids and state in (SENT, FAILED, SKIPPED)",
                        String.class)
                .setParameter("ids", messageIds)
                .getResultList());
    }

    /** Whether there is any email about the ticket. */
    boolean isKnown(UUID ticketId) {
        return find("ticketId", ticketId).firstResultOptional().isPresent();
    }

    /** The emails of a ticket, in the order of their triggers, from after one on. */
    List<Notification> ofTicket(UUID ticketId, UUID after, int limit) {
        return session.createSelectionQuery(
                        NOTIFICATION + "where ticketId = :ticketId and id > :after order by id", Notification.class)
                .setParameter("ticketId", ticketId)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** The emails of a centre in a state, the oldest first, from after one on. */
    List<Notification> ofCentre(String centre, MailState state, UUID after, int limit) {
        return session.createSelectionQuery(
                        // the state as a literal, so that the partial index serves every plan
                        NOTIFICATION + "where centre = :centre and state = " + state + " and id > :after order by id",
                        Notification.class)
                .setParameter("centre", centre)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Locks the oldest failed jobs of a centre for a change; those that somebody else is about to change are left to them. */
    List<MailJob> lockFailed(String centre, int limit) {
        return session.createNativeQuery("""
                        select * from mail_job where centre = :centre and state = 'FAILED'
                        order by id limit :limit for update skip locked
                        """, MailJob.class)
                .setParameter("centre", centre)
                .setParameter("limit", limit)
                .getResultList();
    }

    /** One email to read. */
    Optional<Notification> notification(UUID id) {
        return session.createSelectionQuery(NOTIFICATION + "where id = :id", Notification.class)
                .setParameter("id", id)
                .uniqueResultOptional();
    }

    /** The age in seconds of the oldest email that waits for an attempt; 0 when none does. */
    double oldestUnsentSeconds() {
        return session.createNativeQuery("""
                        select cast(coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) as double precision)
                        from mail_job where state in ('CREATED', 'RETRY')
                        """, Double.class).getSingleResult();
    }

    /** How many emails wait for the word of the journal. */
    double uncertain() {
        return count("state", MailState.UNCERTAIN);
    }

    /**
     * Deletes jobs that came to an end longer ago than that.
     *
     * @param limit how many at most
     * @return how many
     */
    int purgeSettled(Duration age, int limit) {
        return session.createNativeMutationQuery("""
                        delete from mail_job where id in (
                            select id from mail_job
                            where state in ('SENT', 'FAILED', 'SKIPPED')
                              and next_at < statement_timestamp() - make_interval(secs => :seconds)
                            order by next_at limit :limit)
                        """)
                .setParameter("seconds", seconds(age))
                .setParameter("limit", limit)
                .executeUpdate();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
