package org.poststelle.notification.delivery;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.delivery.MailJob.Circumstances;
import org.poststelle.notification.delivery.MailJobs.Changed;
import org.poststelle.notification.journal.Journal;
import org.poststelle.notification.smtp.MailSettings;
import org.poststelle.notification.smtp.Outcome;
import org.poststelle.notification.smtp.Smtp;

/**
 * What can be done with mail jobs. Each command is one short transaction, or a part of one: a job changes and its event is recorded,
 * or neither. Nothing here talks to a mail server or to another service.
 */
@ApplicationScoped
@Transactional
public class MailJobCommands {

    private static final Logger LOG = Logger.getLogger(MailJobCommands.class);

    private final MailJobs jobs;
    private final Outbox outbox;
    private final Smtp smtp;
    private final Journal journal;
    private final MailSettings settings;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Event<Queued> queued;

    MailJobCommands(
            MailJobs jobs,
            Outbox outbox,
            Smtp smtp,
            Journal journal,
            MailSettings settings,
            Clock clock,
            MeterRegistry metrics,
            Event<Queued> queued) {
        this.jobs = jobs;
        this.outbox = outbox;
        this.smtp = smtp;
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        this.queued = queued;
        metrics.gauge("poststelle.mail.oldest.unsent.seconds", jobs, measured(MailJobs::oldestUnsentSeconds));
        metrics.gauge("poststelle.mail.uncertain", jobs, measured(MailJobs::uncertain));
    }

    /** There is an email to send; observed after the commit. */
    record Queued() {}

    /** Queues the email for a trigger, unless there is one already. */
    @Transactional(TxType.MANDATORY)
    public void queue(IncomingEvent event, NotificationTrigger trigger) {
        queue(event, trigger, trigger.key());
    }

    /**
     * Queues the email with a letter for an address that was corrected. One that failed is sent again; one that has not been tried yet
     * goes there anyway, because the address is asked when it is sent. One that may have gone to the wrong address is sent as another
     * email.
     */
    @Transactional(TxType.MANDATORY)
    public void queueAgain(IncomingEvent event, NotificationTrigger trigger, UUID letterId) {
        var last = jobs.lockLast(event.ticketId(), trigger.kind(), letterId);
        switch (last.map(MailJob::state).orElse(null)) {
            case null -> queue(event, trigger);
            case FAILED -> sendAgain(last.orElseThrow());
            case SENT, SENDING, UNCERTAIN -> queue(event, trigger, trigger.key() + " after " + event.id());
            case CREATED, RETRY, SKIPPED -> {}
        }
    }

    private void queue(IncomingEvent event, NotificationTrigger trigger, String key) {
        var id = UuidCreator.getTimeOrderedEpoch();
        if (jobs.add(id, event.ticketId(), event.centre(), trigger, key, event.id(), smtp.messageId(id))) {
            queued.fire(new Queued());
        }
    }

    private void sendAgain(MailJob failed) {
        apply(List.of(new Changed(failed, failed.again())));
        queued.fire(new Queued());
    }

    List<MailJob> claimDue(int limit) {
        return jobs.claimDue(limit, settings.lease());
    }

    List<MailJob> claimUncertain(int limit) {
        return jobs.claimUncertain(limit, settings.lease());
    }

    /** Takes back jobs of workers that have not come back. */
    void releaseExpired(int limit) {
        var expired = jobs.expired(limit);
        if (!expired.isEmpty()) {
            complete(expired.stream()
                    .map(job -> new Attempt(job, job.outcomeOfExpiredLease()))
                    .toList());
        }
    }

    /**
     * The point of no return of attempts, committed before the server can take the emails.
     *
     * @return which of the jobs are still with their workers; the others must not be continued
     */
    Set<UUID> handOver(List<MailJob> held) {
        return jobs.handOver(held, settings.lease());
    }

    /** What an attempt, or the question to the journal, came to. */
    record Attempt(MailJob job, Outcome outcome) {}

    /**
     * Stores what came of attempts.
     *
     * @return which of the jobs that had an effect on; the others have changed hands in the meantime
     */
    Set<UUID> complete(List<Attempt> attempts) {
        attempts.forEach(attempt -> noteRefusalOfUs(attempt.outcome()));
        return apply(attempts.stream()
                .map(attempt -> new Changed(attempt.job(), attempt.job().after(attempt.outcome(), circumstances())))
                .toList());
    }

    private void noteRefusalOfUs(Outcome outcome) {
        if (outcome instanceof Outcome.SenderRefused refused) {
            LOG.errorf(
                    "The mail server refuses our sender or login (%s); emails wait until that is fixed",
                    refused.cause());
            metrics.counter("poststelle.mail.sender.refused", "cause", refused.cause())
                    .increment();
        }
    }

    /** Those of the Message-IDs whose jobs have come to an end, so that the journal has nothing left to prove. */
    Set<String> settled(Set<String> messageIds) {
        return jobs.settled(messageIds);
    }

    /**
     * Sends a failed email again. One that is on its way or sent is left alone, so that a second click does no harm.
     *
     * @throws NotificationRefusal when there is no such email to be seen, or nobody to send it to
     */
    void resend(UUID id) {
        var job = jobs.lock(id).orElseThrow(NotificationRefusal.NotFound::new);
        switch (job.state()) {
            case FAILED -> sendAgain(job);
            case SKIPPED -> throw new NotificationRefusal.Skipped();
            case CREATED, SENDING, RETRY, UNCERTAIN, SENT -> {}
        }
    }

    /**
     * Sends the oldest failed emails of a centre again, for instance after a mail server refused everything for a day.
     *
     * @return how many, up to {@code limit}
     */
    int resendFailed(String centre, int limit) {
        var failed = jobs.lockFailed(centre, limit);
        apply(failed.stream().map(job -> new Changed(job, job.again())).toList());
        if (!failed.isEmpty()) {
            queued.fire(new Queued());
        }
        return failed.size();
    }

    /**
     * Deletes jobs that came to an end longer ago than they are kept.
     *
     * @return how many, up to {@code limit}
     */
    int purgeSettled(int limit) {
        return jobs.purgeSettled(settings.keepSettled(), limit);
    }

    /** Changes the jobs that are still as they were, and records their events. */
    private Set<UUID> apply(List<Changed> jobsWithChanges) {
        var effective = jobs.change(jobsWithChanges);
        var changed = jobsWithChanges.stream()
                .filter(candidate -> effective.contains(candidate.job().id()))
                .toList();
        record(changed.stream()
                .filter(job -> job.change().event() != null)
                .collect(groupingBy(job -> job.job().ticketId(), TreeMap::new, toList())));
        changed.forEach(job -> metrics.counter(
                        "poststelle.mail.results",
                        "kind",
                        job.job().kind().name(),
                        "result",
                        job.change().state().name())
                .increment());
        return effective;
    }

    private void record(SortedMap<UUID, List<Changed>> changedByTicket) {
        if (changedByTicket.isEmpty()) {
            return;
        }
        var events = new TreeMap<UUID, Integer>();
        changedByTicket.forEach((ticket, changed) -> events.put(ticket, changed.size()));
        var last = jobs.countEvents(events);
        outbox.storeTogether(() -> changedByTicket.forEach((ticket, changed) -> {
            var version = requireNonNull(last.get(ticket)) - changed.size();
            for (var job : changed) {
                var event = requireNonNull(job.change().event());
                outbox.record(event, ++version, job.job().centre(), event.at());
            }
        }));
    }

    private Circumstances circumstances() {
        return new Circumstances(
                clock.instant(), ThreadLocalRandom.current().nextDouble(), journal.isKept(), settings.proofDelay());
    }

    private static ToDoubleFunction<MailJobs> measured(ToDoubleFunction<MailJobs> figure) {
        return jobs -> AccessScope.SERVICE.call(
                () -> QuarkusTransaction.requiringNew().call(() -> figure.applyAsDouble(jobs)));
    }
}
