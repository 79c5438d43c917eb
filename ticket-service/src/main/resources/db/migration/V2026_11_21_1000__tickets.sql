-- Tickets and who may see them.

create table ticket (
    id              uuid primary key,
    reference       text not null unique,
    centre          text not null,
    service_key     text not null,
    region_key      text not null,
    reply_channel   text not null,
    state           text not null,
    authority       text,
    hop             integer not null,
    citizen_reached boolean not null,
    version         bigint not null,
    received_at     timestamptz not null
) with (fillfactor = 85);

create table reference_counter (
    centre text not null,
    year   integer not null,
    last   bigint not null,
    primary key (centre, year)
) with (fillfactor = 50);

-- What the citizen said. Apart from the ticket, so that it can be erased and the ticket stays countable.
create table concern (
    ticket_id uuid primary key references ticket,
    subject   text not null,
    text      text not null,
    name      text,
    email     text,
    phone     text,
    language  text not null
);

-- What staff wrote with an event: an answer, the reason of a return, the note of a call-back.
create table written_text (
    id        uuid primary key,
    ticket_id uuid not null references ticket,
    version   bigint not null,
    kind      text not null,
    text      text not null,
    unique (ticket_id, version)
);

-- details: what was told, as it was told; jsonb would write 1e9 out, and give back what no reader takes
create table ticket_history (
    ticket_id   uuid not null references ticket,
    entry       bigint generated always as identity,
    version     bigint,
    type        text not null,
    actor       text not null,
    happened_at timestamptz not null,
    details     json not null,
    primary key (ticket_id, entry)
);

create function history_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'history rows are never changed or deleted';
end $$;
create trigger ticket_history_append_only before update or delete or truncate on ticket_history
    for each statement execute function history_is_append_only();

-- What sla-service promised; not a part of the ticket's own state, so it has no version.
create table ticket_promise (
    ticket_id uuid primary key references ticket,
    due_at    timestamptz not null,
    state     text not null
);

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

-- Who may see a ticket: its centre, and every authority that has or had it. This one table decides for lists and for single
-- tickets. The state is repeated for the lists' index.
create table ticket_access (
    ticket_id uuid not null references ticket,
    viewer    text not null,
    state     text not null,
    primary key (ticket_id, viewer)
) with (fillfactor = 85);
create index ticket_sight_viewer on ticket_access (viewer, ticket_id desc);
create index ticket_sight_viewer_state on ticket_access (viewer, state, ticket_id desc);

-- The second wall: even a query that forgets to ask finds nothing that the transaction's viewer may not see. Without a viewer
-- there is nothing to see. "service" are the service's own reactions to events, and other services.
-- Written out in each policy, because a function would hide it from the planner.
alter table ticket enable row level security;
alter table ticket force row level security;
create policy seen on ticket for select using (
    current_setting('poststelle.viewer', true) = 'service'
    or exists (select from ticket_access s
               where s.ticket_id = ticket.id and s.viewer = current_setting('poststelle.viewer', true)));
create policy changed on ticket for update using (
    current_setting('poststelle.viewer', true) = 'service'
    or exists (select from ticket_access s
               where s.ticket_id = ticket.id and s.viewer = current_setting('poststelle.viewer', true)));
create policy taken_down on ticket for insert with check (
    current_setting('poststelle.viewer', true) = 'centre:' || centre);

do $$
declare protected text;
begin
    foreach protected in array array ['concern', 'written_text', 'ticket_history', 'ticket_promise'] loop
        execute format('alter table %I enable row level security', protected);
        execute format('alter table %I force row level security', protected);
        execute format($policy$
            create policy seen on %1$I using (
                current_setting('poststelle.viewer', true) = 'service'
                or exists (select from ticket_access s
                           where s.ticket_id = %1$I.ticket_id and s.viewer = current_setting('poststelle.viewer', true)))
        $policy$, protected);
    end loop;
end $$;
