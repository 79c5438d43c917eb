package org.poststelle.notification;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.poststelle.messaging.IncomingEvent;
import org.poststelle.messaging.outbox.Outbox;
import org.poststelle.notification.MailJob.Change;
import org.poststelle.notification.MailJob.Circumstances;
import org.poststelle.notification.correspondence.NotificationTrigger;
import org.poststelle.notification.post.Journal;
import org.poststelle.notification.post.MailSettings;
import org.poststelle.notification.post.Outcome;
import org.poststelle.notification.post.Smtp;

/**
 * The commands on mail jobs. Each is one short transaction: a job changes and its event is recorded, or neither. Nothing
 * here talks to a mail server or to another service.
 */
@ApplicationScoped
@Transactional
class MailJobCommands {

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
        metrics.gauge("poststelle.mail.oldest.unsent.seconds", jobs, MailJobs::oldestUnsentSeconds);
        metrics.gauge("poststelle.mail.uncertain", jobs, MailJobs::uncertain);
    }

    /** There is a mail to send; observed after the commit. */
    record Queued() {}

    /** A worker has lost its job to another one and must not go on. */
    static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Queues the mail for an occasion, unless there is one already. */
    @Transactional(TxType.MANDATORY)
    void queue(IncomingEvent event, NotificationTrigger occasion) {
        var id = UuidCreator.getTimeOrderedEpoch();
        if (jobs.add(id, event.ticketId(), event.centre(), occasion, event.id(), smtp.messageId(id))) {
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
     * Takes back one job of a worker that has not come back. Only one: two of them in a transaction could be of two tickets
     * that another replica is about to record events for in the other order.
     *
     * @return whether there was one
     */
    boolean releaseExpired() {
        var expired = jobs.expired();
        expired.ifPresent(job -> complete(job, job.outcomeOfExpiredLease()));
        return expired.isPresent();
    }

    /**
     * The point of no return of an attempt, committed before the server can take the mail.
     *
     * @throws LeaseLost when another worker may have the job by now
     */
    void handOver(MailJob job) {
        if (!jobs.handOver(job, settings.lease())) {
            throw new LeaseLost();
        }
    }

    /** Draws the conclusion from an outcome; without effect when the job has changed hands in the meantime. */
    void complete(MailJob job, Outcome outcome) {
        if (!apply(job, job.after(outcome, circumstances()))) {
            LOG.warnf("The outcome of mail %s comes too late, another worker has it", job.id());
        }
    }

    /**
     * Sends a failed mail again. One that is on its way or sent is left alone, so that a second click does no harm.
     *
     * @throws NotificationProblem when the centre has no such mail, or there is nobody to send it to
     */
    Notification resend(UUID id, String centre) {
        var job = jobs.lock(id, centre).orElseThrow(NotificationProblem.Unknown::new);
        switch (job.state()) {
            case FAILED -> {
                apply(job, job.again());
                queued.fire(new Queued());
            }
            case SKIPPED -> throw new NotificationProblem.NotRequested();
            case CREATED, SENDING, RETRY, UNCERTAIN, SENT -> {}
        }
        return jobs.find(id, centre).orElseThrow(NotificationProblem.Unknown::new);
    }

    private boolean apply(MailJob job, Change change) {
        if (!jobs.change(job, change)) {
            return false;
        }
        if (change.event() != null) {
            outbox.record(change.event(), job.centre(), change.event().at());
        }
        metrics.counter(
                        "poststelle.mail.results",
                        "kind",
                        job.occasion().kind().name(),
                        "result",
                        change.state().name())
                .increment();
        return true;
    }

    private Circumstances circumstances() {
        return new Circumstances(
                clock.instant(), ThreadLocalRandom.current().nextDouble(), journal.isKept(), settings.proofDelay());
    }
}
