package org.poststelle.notification.delivery;

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
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.notification.composition.NotificationTrigger;
import org.poststelle.notification.delivery.MailJob.Change;
import org.poststelle.notification.delivery.MailJob.Circumstances;
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

    /** A worker has lost its job to another one and must not continue. */
    static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Queues the email for a trigger, unless there is one already. */
    @Transactional(TxType.MANDATORY)
    public void queue(IncomingEvent event, NotificationTrigger trigger) {
        var id = UuidCreator.getTimeOrderedEpoch();
        if (jobs.add(id, event.ticketId(), event.centre(), trigger, event.id(), smtp.messageId(id))) {
            queued.fire(new Queued());
        }
    }

    List<MailJob> claimDue(int limit) {
        return jobs.claimDue(limit, settings.lease());
    }

    List<MailJob> claimUncertain(int limit) {
        return jobs.claimUncertain(limit, settings.lease());
    }

    /**
     * Takes back one job of a worker that has not come back. Only one: two of them in a transaction could be of two tickets that
     * another replica is about to record events for in the other order.
     *
     * @return whether there was one
     */
    boolean releaseExpired() {
        var expired = jobs.expired();
        expired.ifPresent(job -> complete(job, job.outcomeOfExpiredLease()));
        return expired.isPresent();
    }

    /**
     * The point of no return of an attempt, committed before the server can take the email.
     *
     * @throws LeaseLost when another worker may have the job by now
     */
    void handOver(MailJob job) {
        if (!jobs.handOver(job, settings.lease())) {
            throw new LeaseLost();
        }
    }

    /** Stores what came of an attempt; without effect when the job has changed hands in the meantime. */
    void complete(MailJob job, Outcome outcome) {
        if (outcome instanceof Outcome.SenderRefused refused) {
            LOG.errorf(
                    "The mail server refuses our sender or login (%s); emails wait until that is fixed",
                    refused.cause());
            metrics.counter("poststelle.mail.sender.refused", "cause", refused.cause())
                    .increment();
        }
        if (!apply(job, job.after(outcome, circumstances()))) {
            LOG.warnf("The outcome of mail %s comes too late, another worker has it", job.id());
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
            case FAILED -> {
                apply(job, job.again());
                queued.fire(new Queued());
            }
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
        failed.forEach(job -> apply(job, job.again()));
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

    private boolean apply(MailJob job, Change change) {
        if (!jobs.change(job, change)) {
            return false;
        }
        if (change.event() != null) {
            outbox.record(
                    change.event(),
                    jobs.nextEventVersion(job.ticketId()),
                    job.centre(),
                    change.event().at());
        }
        metrics.counter(
                        "poststelle.mail.results",
                        "kind",
                        job.kind().name(),
                        "result",
                        change.state().name())
                .increment();
        return true;
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
