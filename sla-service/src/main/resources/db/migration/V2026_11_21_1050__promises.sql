-- One promise per ticket. A running promise is at the same time the timer that watches its due time.
create table promise (
    ticket_id    uuid primary key,
    version      bigint not null,
    reference    text not null,
    centre       text not null,
    region_key   text not null,
    service_key  text not null,
    intake_channel text not null,
    partner      text,
    priority     text not null,
    mode         text not null check (mode in ('NEXT_SERVICE_DAY_SAME_TIME', 'SERVICE_HOURS')),
    service_time interval check ((mode = 'SERVICE_HOURS') = (service_time is not null)),
    policy_version bigint not null,
    received_at  timestamptz not null,
    counted_from timestamptz not null,
    due_at       timestamptz not null,
    skipped_days jsonb not null,
    times        jsonb not null,
    escalation   jsonb not null,
    warn_next_at timestamptz,
    targets      jsonb not null,
    target_next_at timestamptz,
    target_events integer not null default 0,
    hops         jsonb not null,
    pauses       jsonb not null,
    earlier      jsonb not null,
    state        text not null check (state in ('RUNNING', 'PAUSED', 'MET', 'BREACHED', 'WITHDRAWN')),
    settled_at   timestamptz,
    grantees     text[] not null,
    authority    text,
    returns      integer not null default 0,
    answer_time  interval,
    awaited      boolean not null,
    check ((state in ('RUNNING', 'PAUSED')) = (settled_at is null))
);
create index promise_timer on promise (due_at) where state = 'RUNNING';
create index promise_warning on promise (warn_next_at, due_at) where state = 'RUNNING';
create index promise_target on promise (target_next_at) where target_next_at is not null;
create index promise_awaited on promise (centre, authority, received_at) where awaited;
create index promise_settled on promise (settled_at) where state <> 'RUNNING';
create index promise_of_centre on promise (centre, due_at, ticket_id);
create index promise_of_centre_in_state on promise (centre, state, due_at, ticket_id);
comment on table promise is 'What was promised for each ticket, and what became of it';
comment on column promise.version is 'Counts the events of the promise';
comment on column promise.grantees is
    'The access scopes that may see it: the centre, and every authority that has or had the ticket';
comment on column promise.authority is 'Which authority had the ticket last';
comment on column promise.returns is 'How often the ticket did not stay with its authority';
comment on column promise.answer_time is 'After how much service time the citizen had the first answer, in time or not';
comment on column promise.policy_version is 'By which version of the policy of its centre; 0 is that of the installation';
comment on column promise.skipped_days is 'Why it is due then, as computed when it was promised';
comment on column promise.times is 'When the clock runs up to the due time, as computed when it was promised';
comment on column promise.escalation is 'Who is told when that the answer is still awaited, as computed when it was promised';
comment on column promise.warn_next_at is 'When the next of them is due before the due time';
comment on column promise.targets is 'What should happen in time on the way to the answer, and whether it did';
comment on column promise.target_next_at is 'When somebody is to be told of one of them next';
comment on column promise.target_events is 'How often somebody was told of them';
comment on column promise.partner is 'The centre that could not take the call';
comment on column promise.awaited is 'Whether an answer is still awaited, promised or overdue';
comment on column promise.pauses is 'When the citizen was asked something, and the clock stood still';
comment on column promise.earlier is 'What was promised before the ticket was reopened, and what became of it';
comment on column promise.hops is 'Which authority had the ticket from when to when';

-- The second line of defence: even a query that forgets to ask finds nothing that the transaction's access scope may not see.
alter table promise enable row level security;
alter table promise force row level security;
create policy visible on promise using (
    current_setting('poststelle.scope', true) = 'service'
    or current_setting('poststelle.scope', true) = any (grantees));

create table policy_version (
    centre     text        not null,
    version    bigint      not null check (version > 0),
    document   jsonb       not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (centre, version)
);
comment on table policy_version is 'What a centre promised from one change to the next; promises name the version they were given by';

create table closure_version (
    authority  text        not null,
    version    bigint      not null check (version > 0),
    document   jsonb       not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (authority, version)
);
comment on table closure_version is 'On which days an authority is closed, from one change to the next';

create table regional_holiday (
    id            integer generated always as identity primary key,
    region_prefix text not null check (region_prefix ~ '^\d{2,12}$'),
    month         integer not null,
    day           integer not null check (make_date(2024, month, day) is not null),
    german        text not null,
    english       text not null,
    valid_from    date,
    valid_to      date,
    unique nulls not distinct (region_prefix, month, day, valid_from)
);
create table holiday_change (
    version    bigint primary key,
    changed_by text        not null,
    changed_at timestamptz not null,
    holidays   integer     not null
);
comment on table holiday_change is 'Who replaced the regional holidays when, and how many there were then';

comment on table regional_holiday is 'Public holidays of regions smaller than a Land, by the beginning of their region keys';

-- Mariä Himmelfahrt is a holiday of the mostly Catholic Gemeinden of Bavaria (Art. 1 FTG, list of the Landesamt für Statistik);
-- the Augsburger Friedensfest one of the city of Augsburg.
insert into regional_holiday (region_prefix, month, day, german, english) values
    ('09763', 8, 15, 'Mariä Himmelfahrt', 'Assumption Day'),           -- Kempten (Allgäu)
    ('09780', 8, 15, 'Mariä Himmelfahrt', 'Assumption Day'),           -- Landkreis Oberallgäu, all of it
    ('09161', 8, 15, 'Mariä Himmelfahrt', 'Assumption Day'),           -- Ingolstadt
    ('09162', 8, 15, 'Mariä Himmelfahrt', 'Assumption Day'),           -- München
    ('09362', 8, 15, 'Mariä Himmelfahrt', 'Assumption Day'),           -- Regensburg
    ('09663', 8, 15, 'Mariä Himmelfahrt', 'Assumption Day'),           -- Würzburg
    ('09761', 8, 15, 'Mariä Himmelfahrt', 'Assumption Day'),           -- Augsburg
    ('09761', 8, 8, 'Augsburger Friedensfest', 'Augsburg Peace Festival');
