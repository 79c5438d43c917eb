create table ticket (
    id          uuid primary key,
    centre      text not null,
    service_key text not null,
    region_key  text not null,
    hop         integer not null default 0,
    returned_by text[] not null default '{}',
    undecided   uuid
);
comment on table ticket is 'What routing needs to know about a ticket: no personal data';
comment on column ticket.hop is 'How often it was decided where the ticket goes';
comment on column ticket.undecided is 'The decision that a coordinator has to make good';

create table decision (
    id              uuid primary key,
    ticket_id       uuid not null references ticket,
    hop             integer not null,
    decided_by      text not null,
    authority       text references authority,
    legal_authority text references authority,
    reason          text,
    explanation     jsonb not null,
    coordinator     text,
    note            text,
    decided_at      timestamptz not null,
    unique (ticket_id, hop, decided_by),
    check ((authority is null) = (reason is not null)),
    check ((authority is null) = (legal_authority is null))
);
create index decision_ticket on decision (ticket_id, id);
comment on table decision is 'Every decision with its explanation; never changed';

alter table ticket add foreign key (undecided) references decision;
create index ticket_undecided on ticket (centre, undecided) where undecided is not null;
