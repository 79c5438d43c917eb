create table routed_ticket (
    id          uuid primary key,
    version     bigint not null,
    centre      text not null,
    service_key text not null,
    region_key  text not null,
    hop         integer not null,
    decisions   integer not null,
    returned_by text[] not null,
    undecided   uuid,
    considered_on date not null default '2000-01-01',
    considered_version bigint not null default 0,
    closed_at   timestamptz,
    grantees    text[] not null
) with (fillfactor = 85);
comment on table routed_ticket is 'What routing needs to know about a ticket: no personal data';
comment on column routed_ticket.version is 'Counts the decisions, and so the events of the ticket';
comment on column routed_ticket.hop is 'How many authorities it was decided for, or left to a coordinator';
comment on column routed_ticket.undecided is 'The decision that a coordinator has to resolve';
comment on column routed_ticket.grantees is
    'The access scopes that may see it: the centre, and every authority it was decided for';
create index routed_ticket_undecided on routed_ticket (centre, undecided) where undecided is not null;
create index routed_ticket_to_reconsider on routed_ticket (considered_on, considered_version) where undecided is not null;
comment on column routed_ticket.considered_on is 'On which day, and with which version of the directory, it was looked at again last';
create index routed_ticket_returned on routed_ticket (id) where returned_by <> '{}';
create index routed_ticket_closed on routed_ticket (closed_at) where closed_at is not null;

create table decision (
    id              uuid primary key,
    ticket_id       uuid not null references routed_ticket,
    hop             integer not null,
    decided_by      text not null,
    authority       text references authority,
    legal_authority text references authority,
    reason          text,
    explanation     jsonb not null,
    coordinator     text,
    note            text,
    decided_at      timestamptz not null,
    check ((authority is null) = (reason is not null)),
    check ((authority is null) = (legal_authority is null))
);
create index decision_ticket on decision (ticket_id, id);
create unique index decision_once on decision (ticket_id, hop, decided_by, (authority is null));
comment on table decision is 'Every decision with its explanation; never changed, but for the note, which goes when the ticket is erased';

-- The second line of defence: even a query that forgets to ask finds nothing that the transaction's access scope may not see.
alter table routed_ticket enable row level security;
alter table routed_ticket force row level security;
create policy visible on routed_ticket using (
    current_setting('poststelle.scope', true) = 'service'
    or current_setting('poststelle.scope', true) = any (grantees));
alter table decision enable row level security;
alter table decision force row level security;
create policy visible on decision using (
    current_setting('poststelle.scope', true) = 'service'
    or exists (select from routed_ticket t
               where t.id = decision.ticket_id and current_setting('poststelle.scope', true) = any (t.grantees)));
