-- Tickets and who may see them.

create table ticket (
    id                uuid primary key,
    version           bigint not null,
    reference         text not null unique,
    centre            text not null,
    service_key       text not null,
    region_key        text not null,
    reply_channel     text not null,
    intake_channel    text not null,
    partner           text check (partner is null or intake_channel = 'PARTNER_OVERFLOW'),
    priority          text not null check (priority in ('NORMAL', 'URGENT')),
    state             text not null,
    authority         text,
    hop               integer not null,
    citizen_reached   boolean not null,
    answer_id         uuid,
    answer_undelivered boolean not null default false,
    callback_attempts integer not null,
    letters           integer not null default 0,
    corrections       integer not null default 0,
    question_id       uuid,
    reply_by          timestamptz check ((question_id is null) = (reply_by is null)),
    question_next_at  timestamptz check ((question_id is null) = (question_next_at is null)),
    received_at       timestamptz not null,
    closed_at         timestamptz check ((state = 'CLOSED') = (closed_at is not null)),
    closure           text check ((state = 'CLOSED') = (closure is not null)),
    erased_at         timestamptz,
    due_at            timestamptz,
    promise           text,
    history_length    integer not null,
    legal_hold        text,
    filed_answer_id   uuid,
    attachments       integer not null default 0
) with (fillfactor = 85);
create index ticket_to_erase on ticket (centre, closed_at) where closed_at is not null and erased_at is null and legal_hold is null;
create index ticket_question on ticket (question_next_at) where question_next_at is not null;
comment on column ticket.partner is 'The centre whose calls were taken over, or that handed this one over, where it is known';
comment on column ticket.answer_undelivered is 'Whether the mail with the last answer failed, so that the citizen is to be called';
comment on column ticket.letters is 'How many interim messages and answers were written to the citizen';
comment on column ticket.corrections is 'How often it was corrected how the citizen is reached';
comment on column ticket.question_id is 'What the citizen was asked and has not replied to';
comment on column ticket.question_next_at is 'When the citizen is reminded, or the ticket goes on without a reply';
comment on column ticket.erased_at is 'Since when nothing personal is left of it';
comment on column ticket.filed_answer_id is 'The answer that a second person is to release';
comment on column ticket.legal_hold is 'Why nothing of it may be erased';
comment on column ticket.attachments is 'How many files are attached; like legal_hold, no part of the version';
comment on column ticket.version is 'Counts the events of the ticket';
comment on column ticket.due_at is 'What sla-service promised; like promise, no part of the version';
comment on column ticket.history_length is 'The number of the last entry of the history';

create table reference_counter (
    centre text not null,
    year   integer not null,
    last   bigint not null,
    primary key (centre, year)
) with (fillfactor = 50);
comment on column reference_counter.last is 'The last number that a replica took, perhaps without having used it yet';

-- What the citizen said. Apart from the ticket, so that it can be erased and the ticket stays countable.
create table enquiry (
    ticket_id uuid primary key references ticket,
    subject   text not null,
    text      text not null,
    name      text,
    email     text,
    phone     text,
    address   text,
    call_from time,
    call_to   time check ((call_from is null) = (call_to is null)),
    language  text not null
);

-- By what an enquiry is found: its words and, as hashes, the addresses of who made it. It has no row policy, because behind one the
-- indexes could not be used: @@ and @> are not leakproof. So it is only ever read for the ids of tickets that ticket_access grants,
-- and everything shown comes from tables that have a policy.
create table enquiry_search (
    ticket_id uuid primary key references ticket,
    words     tsvector not null,
    contacts  bytea[]  not null
);
create function contact_hashes(email text, phone text) returns bytea[] language sql immutable
return array_remove(array[sha256(convert_to(lower(email), 'UTF8')), sha256(convert_to(phone, 'UTF8'))], null);
create index enquiry_search_words on enquiry_search using gin (words);
create index enquiry_search_contacts on enquiry_search using gin (contacts);

-- Each word is found at the beginning of longer ones, too, because German makes one word of many: Öffnung, Öffnungszeiten.
create function words_of(question text) returns tsquery language sql stable
return cast(regexp_replace(websearch_to_tsquery('german', question)::text, '''( |\)|$)', ''':*\1', 'g') as tsquery);
comment on column enquiry_search.contacts is 'SHA-256 of the mail address in small letters, and of the phone number in E.164';

-- What staff wrote with an entry of the history: an answer, the name of a file, a question, the reply, the reason of a return or a priority, the note of a callback, a note for colleagues.
create table written_text (
    id         uuid primary key,
    ticket_id  uuid not null references ticket,
    entry      integer not null,
    kind       text not null,
    text       text not null,
    written_at timestamptz not null,
    unique (ticket_id, entry)
);

-- details: what was said, as it was said; jsonb would write 1e9 out, and return what some readers do not take
create table ticket_history (
    ticket_id   uuid not null references ticket,
    entry       integer not null,
    version     bigint,
    type        text not null,
    actor       text not null,
    happened_at timestamptz not null,
    details     json not null,
    hash        bytea not null,
    primary key (ticket_id, entry)
);
comment on column ticket_history.entry is 'Counts the entries of the ticket under its lock, so that the order is that of the commits';

comment on column ticket_history.hash is 'SHA-256 of the entry and of the hash before it: whoever changes an entry has to change all after it';

create function history_hash(before bytea, entry ticket_history) returns bytea language sql stable
return sha256(coalesce(before, '') || convert_to(json_build_array(
    entry.ticket_id, entry.entry, entry.version, entry.type, entry.actor, extract(epoch from entry.happened_at),
    entry.details::text)::text, 'UTF8'));

create function history_is_chained() returns trigger language plpgsql as $$
declare
    before bytea;
begin
    if new.entry > 1 then
        select h.hash into before from ticket_history h where h.ticket_id = new.ticket_id and h.entry = new.entry - 1;
        if before is null then
            raise exception 'entry % of the history comes before the one that it follows', new.entry;
        end if;
    end if;
    new.hash := history_hash(before, new);
    return new;
end $$;
create trigger ticket_history_chained before insert on ticket_history
    for each row execute function history_is_chained();

create function history_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'history rows are never changed or deleted';
end $$;
create trigger ticket_history_append_only before update or delete or truncate on ticket_history
    for each statement execute function history_is_append_only();

-- Who of the authority works on a ticket. A claim that has run out counts as none.
create table ticket_claim (
    ticket_id     uuid primary key references ticket,
    claimed_by    text not null,
    claimed_until timestamptz not null
) with (fillfactor = 85);
create index ticket_claim_claimed_by on ticket_claim (claimed_by);

-- What clerks have written and not sent, one for each of them.
create table ticket_draft (
    ticket_id  uuid not null references ticket,
    author     text not null,
    authority  text not null,
    text       text not null,
    written_at timestamptz not null,
    primary key (ticket_id, author)
) with (fillfactor = 85);

create table idempotency_key (
    centre         text not null,
    caller         text not null,
    key            text not null,
    request_sha256 bytea not null,
    ticket_id      uuid not null,
    created_at     timestamptz not null default clock_timestamp(),
    primary key (centre, caller, key)
);
create index idempotency_key_created_at on idempotency_key (created_at);

-- Who may see a ticket: its centre, and every authority that has or had it. This one table decides for lists, for single tickets and
-- for the row policies. State, queue and due time are repeated for the indexes of the lists.
create table ticket_access (
    ticket_id uuid        not null references ticket,
    grantee   text        not null,
    state     text        not null,
    queue     text        not null default 'UNDECIDED',
    due_at    timestamptz not null default '9999-12-31T00:00:00Z',
    follow_up_on date,
    former_queue text,
    told_until   integer,
    primary key (ticket_id, grantee)
) with (fillfactor = 85);
comment on column ticket_access.due_at is 'What is promised; far in the future where nothing is yet, so that it sorts to the end';
comment on column ticket_access.follow_up_on is 'When those who see it by this row want to look at it again (Wiedervorlage)';
comment on column ticket_access.former_queue is 'The queue before this one, from which somebody who watches it has to remove the ticket';
comment on column ticket_access.told_until is 'The entry of the history by which an authority lost the ticket: the last that it hears of at once';
create index ticket_access_follow_up on ticket_access (grantee, follow_up_on, ticket_id)
    where follow_up_on is not null and queue not in ('CLOSED', 'PASSED_ON');
-- the newest, the newest in a state, what is due first in a queue, what is due first of all that is open
create index ticket_access_grantee on ticket_access (grantee, ticket_id desc);
create index ticket_access_grantee_state on ticket_access (grantee, state, ticket_id desc);
create index ticket_access_queue on ticket_access (grantee, queue, due_at, ticket_id);
create index ticket_access_open on ticket_access (grantee, due_at, ticket_id)
    where queue in ('UNDECIDED', 'INBOX', 'WORKING', 'CALLBACK', 'LETTER');

-- The second line of defence: even a query that forgets to ask finds nothing that the transaction's access scope may not see. Without
-- a scope there is nothing to see. "service" is the service itself, and other services.
-- Written out in each policy, because a function would hide it from the planner.
alter table ticket enable row level security;
alter table ticket force row level security;
create policy visible on ticket for select using (
    current_setting('poststelle.scope', true) = 'service'
    or exists (select from ticket_access a
               where a.ticket_id = ticket.id and a.grantee = current_setting('poststelle.scope', true)));
create policy changeable on ticket for update using (
    current_setting('poststelle.scope', true) = 'service'
    or exists (select from ticket_access a
               where a.ticket_id = ticket.id and a.grantee = current_setting('poststelle.scope', true)));
create policy created on ticket for insert with check (
    current_setting('poststelle.scope', true) = 'centre:' || centre);

do $$
declare protected text;
begin
    foreach protected in array array ['enquiry', 'written_text', 'ticket_history', 'ticket_claim', 'ticket_draft'] loop
        execute format('alter table %I enable row level security', protected);
        execute format('alter table %I force row level security', protected);
        execute format($policy$
            create policy visible on %1$I using (
                current_setting('poststelle.scope', true) = 'service'
                or exists (select from ticket_access a
                           where a.ticket_id = %1$I.ticket_id and a.grantee = current_setting('poststelle.scope', true)))
        $policy$, protected);
    end loop;
end $$;
