-- Emails to send, once for each trigger. No personal data: who is written to and what is said is asked of its owner when it
-- is sent.
create table mail_job (
    id             uuid primary key,
    ticket_id      uuid        not null,
    centre         text        not null,
    kind           text        not null check (
        kind in ('RECEIPT', 'DELAYED', 'FORWARDED', 'REMINDER', 'OVERDUE', 'TARGET_REMINDER', 'TARGET_MISSED', 'REOPENED',
                 'QUESTION', 'QUESTION_REMINDER', 'INTERIM', 'ANSWER', 'CLOSED')),
    recipient      text        not null check (
        recipient in ('CITIZEN', 'AUTHORITY', 'DEPUTY', 'COORDINATOR', 'CENTRE_LEAD')
        and (kind in ('FORWARDED', 'REOPENED', 'REMINDER', 'OVERDUE', 'TARGET_REMINDER', 'TARGET_MISSED'))
            = (recipient <> 'CITIZEN')
        and (kind in ('REMINDER', 'OVERDUE', 'TARGET_REMINDER', 'TARGET_MISSED') or recipient in ('CITIZEN', 'AUTHORITY'))),
    trigger_key    text        not null,
    source_event   uuid        not null,
    due_at         timestamptz check (
        (kind in ('RECEIPT', 'DELAYED', 'REMINDER', 'OVERDUE', 'TARGET_REMINDER', 'TARGET_MISSED', 'REOPENED', 'QUESTION',
                  'QUESTION_REMINDER')) = (due_at is not null)),
    authority      text check (
        (kind not in ('FORWARDED', 'REOPENED') or authority is not null)
        and (recipient <> 'CITIZEN' or authority is null)),
    hop            integer check ((kind = 'FORWARDED') = (hop is not null)),
    letter_id      uuid check (
        (kind in ('QUESTION', 'QUESTION_REMINDER', 'INTERIM', 'ANSWER', 'CLOSED')) = (letter_id is not null)),
    percent        integer check ((kind in ('REMINDER', 'TARGET_REMINDER')) = (percent is not null)),
    target         text check (
        target in ('ACCEPTANCE', 'HAND_BACK', 'CALLBACK_ATTEMPT')
        and (kind in ('TARGET_REMINDER', 'TARGET_MISSED')) = (target is not null)),
    message_id     text        not null unique,
    state          text        not null default 'CREATED'
        check (state in ('CREATED', 'SENDING', 'SENT', 'RETRY', 'UNCERTAIN', 'FAILED', 'SKIPPED')),
    attempts       integer     not null default 0,
    version        integer     not null default 0,
    next_at        timestamptz not null default clock_timestamp(),
    lease_until    timestamptz check ((state = 'SENDING') = (lease_until is not null)),
    handed_over_at timestamptz,
    reason         text check ((state = 'FAILED') = (reason is not null)),
    cause          text,
    created_at     timestamptz not null default clock_timestamp(),
    sent_at        timestamptz check ((state = 'SENT') = (sent_at is not null)),
    unique (ticket_id, kind, trigger_key)
) with (fillfactor = 80);
comment on table mail_job is 'Emails to send, once for each trigger; free of personal data';
comment on column mail_job.recipient is 'Who is written to; the mailbox is asked of its owner';
comment on column mail_job.authority is 'Which one has the ticket; absent while none has it, and in emails to the citizen';
comment on column mail_job.trigger_key is 'What makes it the same trigger: the due time, the share of it, the target, the recipient, the hop or the letter; after a correction of the address with the event that told of it';
comment on column mail_job.due_at is 'By when an answer, a reply or what the target names is awaited; when it happened that a ticket was reopened';
comment on column mail_job.letter_id is 'Which text of the ticket is sent';
comment on column mail_job.target is 'What should happen in time beside the answer';
comment on column mail_job.version is 'Counts the changes; a worker that lost its lease writes with an old one, in vain';
comment on column mail_job.handed_over_at is 'Since when the server may have taken the mail, in the attempt under way';
comment on column mail_job.cause is 'A code for operators, never the words of a server';

-- what the workers look for, and coordinators
create index mail_job_due on mail_job (next_at) where state in ('CREATED', 'RETRY');
create index mail_job_uncertain on mail_job (next_at) where state = 'UNCERTAIN';
create index mail_job_leased on mail_job (lease_until) where state = 'SENDING';
create index mail_job_undelivered on mail_job (centre, state, id) where state in ('FAILED', 'UNCERTAIN', 'RETRY');
create index mail_job_settled on mail_job (next_at) where state in ('SENT', 'FAILED', 'SKIPPED');

create table event_version (
    ticket_id uuid primary key,
    version   bigint not null
) with (fillfactor = 80);
comment on table event_version is 'The version of the last event published about a ticket: its mails are jobs of their own';

-- The second line of defence: even a query that forgets to ask finds nothing that the transaction's access scope may not see.
alter table mail_job enable row level security;
alter table mail_job force row level security;
create policy visible on mail_job using (
    current_setting('poststelle.scope', true) in ('service', 'centre:' || centre));
