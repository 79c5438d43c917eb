package org.poststelle.notification.delivery;

import static java.util.stream.Collectors.toMap;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.poststelle.messaging.persistence.AccessScope;
import org.poststelle.notification.composition.EmailComposer;
import org.poststelle.notification.composition.EmailComposer.NotByMail;
import org.poststelle.notification.composition.EmailComposer.OwnerUnavailable;
import org.poststelle.notification.delivery.MailJobCommands.Attempt;
import org.poststelle.notification.grouping.GroupedCalls;
import org.poststelle.notification.journal.Journal;
import org.poststelle.notification.smtp.Email;
import org.poststelle.notification.smtp.MailSettings;
import org.poststelle.notification.smtp.Outcome;
import org.poststelle.notification.smtp.Smtp;

/**
 * Gives the jobs that are due to workers: at once after a commit in this replica, within two seconds otherwise. Any number of replicas
 * may do so; a job is with one worker at a time, and one that dies loses it with its lease.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private static final int SECONDS_TO_FINISH = 15;

    /** So many questions to the journal at the same time, beside the emails: a silent journal must not stop the others. */
    private static final int VERIFIERS = 2;

    /** Not more at once, so that mails that are due wait for no more than these. */
    private static final int EXPIRED_BATCH = 100;

    /** Jobs of dead workers, and those for the journal, wait for at most this part of a lease until somebody looks. */
    private static final int LOOKS_IN_A_LEASE = 20;

    /** What those pay who wait for more workers to get free, in milliseconds. */
    private static final int GATHERING_MILLIS = 20;

    private final MailJobCommands commands;
    private final EmailComposer composer;
    private final Smtp smtp;
    private final Journal journal;
    private final int parallel;
    private final Semaphore senders;
    private final Semaphore verifiers = new Semaphore(VERIFIERS);
    private final Semaphore work = new Semaphore(0);
    private final GroupedCalls<MailJob, Boolean> handOvers;
    private final GroupedCalls<Attempt, Boolean> completions;
    private final Duration untilNextLook;
    private volatile @Nullable Thread dispatching;
    private volatile boolean running;

    Dispatcher(MailJobCommands commands, EmailComposer composer, Smtp smtp, Journal journal, MailSettings settings) {
        this.commands = commands;
        this.composer = composer;
        this.smtp = smtp;
        this.journal = journal;
        this.parallel = settings.parallel();
        this.senders = new Semaphore(parallel);
        this.untilNextLook = settings.lease().dividedBy(LOOKS_IN_A_LEASE);
        this.handOvers = new GroupedCalls<>(parallel, held -> effective(held, MailJob::id, commands::handOver));
        this.completions = new GroupedCalls<>(
                parallel + VERIFIERS,
                attempts -> effective(attempts, attempt -> attempt.job().id(), commands::complete));
    }

    private static <T> Map<T, Boolean> effective(
            List<T> items, Function<T, UUID> id, Function<List<T>, Set<UUID>> call) {
        var effective = call.apply(items);
        return items.stream().collect(toMap(Function.identity(), item -> effective.contains(id.apply(item))));
    }

    /** A worker has lost its job to another one and must not continue. */
    private static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        dispatching = Thread.ofVirtual().name("mail-dispatcher").start(() -> AccessScope.SERVICE.run(this::run));
    }

    /**
     * Lets the emails under way be finished, before the outbox relay stops, which is to publish what came of them. What takes longer
     * is found by its lease.
     */
    void stop(@Observes @Priority(0) ShutdownEvent event) throws InterruptedException {
        running = false;
        work.release();
        if (!senders.tryAcquire(parallel, SECONDS_TO_FINISH, TimeUnit.SECONDS)) {
            LOG.warn("Stopping while emails are under way");
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
            journal.purge(messageIds -> AccessScope.SERVICE.call(() -> commands.settled(messageIds)));
        }
    }

    /** Whether somebody looks for mails to send. */
    boolean isAlive() {
        return dispatching != null && dispatching.isAlive();
    }

    private void run() {
        var lastLook = System.nanoTime() - untilNextLook.toNanos();
        while (running) {
            try {
                work.tryAcquire(2, TimeUnit.SECONDS);
                work.drainPermits();
                smtp.closeExpired();
                sendDue();
                if (System.nanoTime() - lastLook >= untilNextLook.toNanos()) {
                    commands.releaseExpired(EXPIRED_BATCH);
                    commands.claimUncertain(verifiers.availablePermits())
                            .forEach(job -> work(verifiers, job, this::verify));
                    lastLook = System.nanoTime();
                }
            } catch (InterruptedException _) {
                return;
            } catch (Throwable failure) {
                // whatever it was: without this thread no mail leaves until somebody notices
                LOG.warnf("Looking for mails to send failed and is tried again: %s", failure.toString());
            }
        }
    }

    /** With many emails waiting it pays to wait for some workers to get free, and to claim for all of them together. */
    private void sendDue() throws InterruptedException {
        var free = senders.availablePermits();
        if (free > 0
                && free < parallel / 2
                && senders.tryAcquire(parallel / 2, GATHERING_MILLIS, TimeUnit.MILLISECONDS)) {
            senders.release(parallel / 2);
        }
        commands.claimDue(senders.availablePermits()).forEach(job -> work(senders, job, this::send));
    }

    /** Only the dispatching thread takes permits while the service runs, so those it counted are still there. */
    private void work(Semaphore workers, MailJob job, Consumer<MailJob> task) {
        workers.acquireUninterruptibly();
        Thread.ofVirtual()
                .name("mail-" + job.id())
                .start(() -> AccessScope.SERVICE.run(() -> {
                    try {
                        task.accept(job);
                    } catch (LeaseLost _) {
                        LOG.warnf("Mail %s is with another worker by now", job.id());
                    } catch (Throwable failure) {
                        // not its message, which may quote the email
                        LOG.errorf(
                                "Mail %s is left to the end of its lease: %s %s",
                                job.id(), failure.getClass().getName(), Arrays.toString(failure.getStackTrace()));
                    } finally {
                        workers.release();
                        work.release();
                    }
                }));
    }

    private void send(MailJob job) {
        complete(job, attempt(job));
    }

    private Outcome attempt(MailJob job) {
        try {
            return composer.compose(job.ticketId(), job.centre(), job.trigger())
                    .map(email -> send(job, email))
                    .orElseGet(Outcome.NoRecipient::new);
        } catch (NotByMail _) {
            return new Outcome.NotRequested();
        } catch (OwnerUnavailable unavailable) {
            return new Outcome.Deferred(unavailable.code());
        }
    }

    private Outcome send(MailJob job, Email email) {
        return smtp.send(email, job.messageId(), () -> {
            if (!handOvers.ask(job)) {
                throw new LeaseLost();
            }
        });
    }

    private void complete(MailJob job, Outcome outcome) {
        if (!completions.ask(new Attempt(job, outcome))) {
            LOG.warnf("The outcome of mail %s comes too late, another worker has it", job.id());
        }
    }

    /** What the journal says about an email that was handed over without an answer. */
    private void verify(MailJob job) {
        switch (journal.verify(job.messageId())) {
            case FOUND -> complete(job, new Outcome.Accepted());
            case NOT_FOUND -> complete(job, new Outcome.Deferred("NOT_IN_JOURNAL"));
            case UNREACHABLE -> LOG.warnf("Nothing is known yet about mail %s; asked again after the lease", job.id());
            case NOT_KEPT -> complete(job, new Outcome.Indeterminate("NO_JOURNAL"));
        }
    }
}
