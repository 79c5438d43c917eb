package org.poststelle.notification;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.poststelle.notification.MailJobCommands.LeaseLost;
import org.poststelle.notification.correspondence.EmailComposer;
import org.poststelle.notification.correspondence.EmailComposer.OwnerUnavailable;
import org.poststelle.notification.post.Email;
import org.poststelle.notification.post.Journal;
import org.poststelle.notification.post.MailSettings;
import org.poststelle.notification.post.Outcome;
import org.poststelle.notification.post.Smtp;

/**
 * Gives the jobs that are due to workers: at once after a commit in this replica, within a second otherwise. Any number of
 * replicas may do so; a job is with one worker at a time, and one that dies loses it with its lease.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private static final int SECONDS_TO_FINISH = 20;

    /** So many questions to the journal at the same time, beside the letters: a silent journal must not stop the post. */
    private static final int VERIFIERS = 2;

    private static final int EXPIRED_BATCH = 100;

    private final MailJobCommands desk;
    private final MailJobs jobs;
    private final EmailComposer writer;
    private final Smtp smtp;
    private final Journal journal;
    private final int parallel;
    private final Semaphore senders;
    private final Semaphore verifiers = new Semaphore(VERIFIERS);
    private final Semaphore work = new Semaphore(0);
    private volatile @Nullable Thread dispatching;
    private volatile boolean running;

    Dispatcher(
            MailJobCommands desk,
            MailJobs jobs,
            EmailComposer writer,
            Smtp smtp,
            Journal journal,
            MailSettings settings) {
        this.desk = desk;
        this.jobs = jobs;
        this.writer = writer;
        this.smtp = smtp;
        this.journal = journal;
        this.parallel = settings.parallel();
        this.senders = new Semaphore(parallel);
    }

    void start(@Observes StartupEvent event) {
        running = true;
        dispatching = Thread.ofVirtual().name("mail-dispatcher").start(this::run);
    }

    /**
     * Lets the letters under way be finished, before the outbox relay stops, which is to publish what came of them. What takes
     * longer is found by its lease.
     */
    void stop(@Observes @Priority(0) ShutdownEvent event) throws InterruptedException {
        running = false;
        work.release();
        if (!senders.tryAcquire(parallel, SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
            LOG.warn("Stopping while letters are under way");
        }
    }

    void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) MailJobCommands.Queued queued) {
        work.release();
    }

    @Scheduled(
            every = "${poststelle.mail.journal-purge}",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    void purgeJournal() {
        if (journal.isKept()) {
            journal.purge(jobs::settled);
        }
    }

    /** Whether somebody looks for mails to send. */
    boolean isAlive() {
        return dispatching != null && dispatching.isAlive();
    }

    private void run() {
        while (running) {
            try {
                work.tryAcquire(1, TimeUnit.SECONDS);
                work.drainPermits();
                desk.claimDue(senders.availablePermits()).forEach(job -> work(senders, job, this::send));
                releaseExpired();
                desk.claimUncertain(verifiers.availablePermits()).forEach(job -> work(verifiers, job, this::verify));
            } catch (InterruptedException _) {
                return;
            } catch (Throwable trouble) {
                // whatever it was: without this thread no mail leaves until somebody notices
                LOG.warnf("Looking for mails to send failed and is tried again: %s", trouble.toString());
            }
        }
    }

    /** Not without end, so that mails that are due wait for no more than these. */
    private void releaseExpired() {
        var released = 0;
        while (released < EXPIRED_BATCH && desk.releaseExpired()) {
            released++;
        }
    }

    /** Only the dispatching thread takes permits while the service runs, so those it counted are still there. */
    private void work(Semaphore workers, MailJob job, Consumer<MailJob> task) {
        workers.acquireUninterruptibly();
        Thread.ofVirtual().name("mail-" + job.id()).start(() -> {
            try {
                task.accept(job);
            } catch (LeaseLost _) {
                LOG.warnf("Mail %s is with another worker by now", job.id());
            } catch (Throwable trouble) {
                // not its message, which may quote the letter
                LOG.errorf(
                        "Mail %s is left to the end of its lease: %s %s",
                        job.id(), trouble.getClass().getName(), Arrays.toString(trouble.getStackTrace()));
            } finally {
                workers.release();
                work.release();
            }
        });
    }

    private void send(MailJob job) {
        desk.complete(job, attempt(job));
    }

    private Outcome attempt(MailJob job) {
        try {
            return writer.write(job.ticketId(), job.occasion())
                    .map(letter -> send(job, letter))
                    .orElseGet(Outcome.NoRecipient::new);
        } catch (OwnerUnavailable unavailable) {
            return new Outcome.Deferred(unavailable.code());
        }
    }

    private Outcome send(MailJob job, Email letter) {
        return smtp.send(letter, job.messageId(), () -> desk.handOver(job));
    }

    /** The journal's word on a letter that was handed over without an answer. */
    private void verify(MailJob job) {
        switch (journal.verify(job.messageId())) {
            case FOUND -> desk.complete(job, new Outcome.Accepted());
            case NOT_FOUND -> desk.complete(job, new Outcome.Deferred("NOT_IN_JOURNAL"));
            case UNREACHABLE -> LOG.warnf("Nothing is known yet about mail %s; asked again after the lease", job.id());
            case NOT_KEPT -> desk.complete(job, new Outcome.Indeterminate("NO_JOURNAL"));
        }
    }
}
