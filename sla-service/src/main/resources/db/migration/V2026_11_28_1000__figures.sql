-- Figures: how many enquiries there were and what became of them, by month, in the seven ways coordinators look at them. Each promise is in one
-- cell at a time. Whatever moves it to another one notes that here, in the same transaction and without waiting for anybody; a
-- little later the notes are added to the figures.
create table figure_change (
    id                bigint generated always as identity primary key,
    centre            text        not null,
    received_at       timestamptz not null,
    service_key       text        not null,
    region_key        text,
    intake_channel    text        not null,
    partner           text,
    authority         text,
    outcome           text        not null
        check (outcome in ('RESOLVED_AT_ONCE', 'OPEN', 'MET', 'BREACHED', 'WITHDRAWN')),
    reopened          boolean     not null,
    answer_half_hours integer,
    promises          integer     not null,
    returns           integer     not null
);
comment on table figure_change is 'What is to be added to the figures: a promise that is in a cell now, or with -1 no longer';
comment on column figure_change.reopened is 'Whether the promise was given for a reopened ticket, so that it is no further enquiry';
comment on column figure_change.answer_half_hours is 'In which half hour of service time the citizen had the answer, from 0';

create table figure (
    centre            text    not null,
    dimension         text    not null check (dimension in ('MONTH', 'AUTHORITY', 'SERVICE', 'REGION', 'CHANNEL', 'PARTNER', 'HOUR')),
    month             date    not null,
    key               text    not null,
    outcome           text    not null,
    reopened          boolean not null,
    answer_half_hours integer not null,
    promises          bigint  not null,
    returns           bigint  not null,
    primary key (centre, dimension, month, key, outcome, reopened, answer_half_hours)
) with (fillfactor = 80);
comment on table figure is 'How many promises there are in each cell, by the month in which the enquiry came in';
comment on column figure.key is 'Of the dimension; empty where nothing is known';
comment on column figure.answer_half_hours is '-1 where there is no answer';

create function count_promise() returns trigger language plpgsql as $$
begin
    -- a reopened ticket has a further promise; what became of the one before stays counted
    if tg_op = 'UPDATE' and (new.hops, new.targets) is distinct from (old.hops, old.targets) then
        perform note_hops(old, new);
    end if;
    if tg_op = 'UPDATE' and jsonb_array_length(new.earlier) = jsonb_array_length(old.earlier) then
        if (new.service_key, new.region_key, new.authority, new.state, new.returns, new.answer_time)
            is not distinct from (old.service_key, old.region_key, old.authority, old.state, old.returns, old.answer_time) then
            return null;
        end if;
        perform note_promise(old, -1);
    end if;
    perform note_promise(new, 1);
    return null;
end $$;

create function note_promise(counted promise, times integer) returns void language sql as $$
    insert into figure_change (centre, received_at, service_key, region_key, intake_channel, partner, authority, outcome, reopened,
                               answer_half_hours, promises, returns)
    values (counted.centre, counted.received_at, counted.service_key, counted.region_key, counted.intake_channel,
            counted.partner, counted.authority,
            case when counted.state in ('RUNNING', 'PAUSED') then 'OPEN' else counted.state end,
            jsonb_array_length(counted.earlier) > 0,
            floor(extract(epoch from counted.answer_time) / 1800), times, times * counted.returns)
$$;

create trigger promise_counted after insert or update on promise for each row execute function count_promise();

-- Adds the oldest changes, in the order of the figures so that replicas wait for each other and never in a circle.
create function roll_up_figures(most integer) returns bigint language sql as $$
    with taken as materialized (
        delete from figure_change
        where id in (select id from figure_change order by id limit most for update skip locked)
        returning *, received_at at time zone 'Europe/Berlin' as local_time),
    rolled_up as (
        insert into figure as known (centre, dimension, month, key, outcome, reopened, answer_half_hours, promises, returns)
        select centre, dimension, date_trunc('month', local_time), key, outcome, reopened, coalesce(answer_half_hours, -1),
               sum(promises), sum(returns)
        from taken
        cross join lateral (values ('MONTH', to_char(local_time, 'YYYY-MM')),
                                   ('AUTHORITY', coalesce(authority, '')),
                                   ('SERVICE', service_key),
                                   ('REGION', coalesce(region_key, '')),
                                   ('CHANNEL', intake_channel),
                                   ('PARTNER', coalesce(partner, '')),
                                   ('HOUR', to_char(local_time, 'HH24'))) as counted (dimension, key)
        group by 1, 2, 3, 4, 5, 6, 7
        order by 1, 2, 3, 4, 5, 6, 7
        on conflict (centre, dimension, month, key, outcome, reopened, answer_half_hours)
        do update set promises = known.promises + excluded.promises, returns = known.returns + excluded.returns)
    select count(*) from taken
$$;

-- Where the time went: how long authorities had tickets, how many of them went on without an answer, and what should have happened
-- on the way and did not. Noted and added up like the other figures.
create table hop_change (
    id          bigint generated always as identity primary key,
    centre      text        not null,
    received_at timestamptz not null,
    authority   text,
    handed_back boolean     not null,
    minutes     integer,
    hops        integer     not null,
    missed      text check (missed in ('ACCEPTANCE', 'HAND_BACK', 'CALLBACK_ATTEMPT'))
);
comment on table hop_change is 'What is to be added to the figures of the way: a hop that has ended, or a target that was missed';
comment on column hop_change.minutes is 'How much service time the ticket was with the authority';

create table hop_figure (
    centre             text    not null,
    month              date    not null,
    authority          text    not null,
    handed_back        boolean not null,
    half_hours         integer not null,
    hops               bigint  not null,
    minutes            bigint  not null,
    missed_acceptances bigint  not null,
    missed_hand_backs  bigint  not null,
    missed_callbacks   bigint  not null,
    primary key (centre, month, authority, handed_back, half_hours)
) with (fillfactor = 80);
comment on table hop_figure is 'How long authorities had tickets, by the month in which the enquiry came in';
comment on column hop_figure.authority is 'Empty where nobody had the ticket';
comment on column hop_figure.half_hours is 'In which half hour of service time the hop ended, from 0; -1 where that is not known';

create function note_hops(before promise, after promise) returns void language sql as $$
    insert into hop_change (centre, received_at, authority, handed_back, minutes, hops)
    select after.centre, after.received_at, hop ->> 'authority', (hop ->> 'handedBack')::boolean,
           floor(extract(epoch from (hop ->> 'serviceTime')::interval) / 60), 1
    from jsonb_array_elements(after.hops) with ordinality as ended (hop, number)
    where hop ->> 'until' is not null and before.hops -> (number - 1)::integer ->> 'until' is null;

    insert into hop_change (centre, received_at, authority, handed_back, hops, missed)
    select after.centre, after.received_at, target ->> 'authority', false, 0, target ->> 'target'
    from jsonb_array_elements(after.targets) with ordinality as announced (target, number)
    where (target ->> 'announced')::integer = 100
      and coalesce((before.targets -> (number - 1)::integer ->> 'announced')::integer, 0) < 100;
$$;

create function roll_up_hops(most integer) returns bigint language sql as $$
    with taken as materialized (
        delete from hop_change
        where id in (select id from hop_change order by id limit most for update skip locked)
        returning *),
    rolled_up as (
        insert into hop_figure as known (centre, month, authority, handed_back, half_hours, hops, minutes, missed_acceptances,
                                         missed_hand_backs, missed_callbacks)
        select centre, date_trunc('month', received_at at time zone 'Europe/Berlin'), coalesce(authority, ''), handed_back,
               coalesce(minutes / 30, -1), sum(hops), coalesce(sum(minutes), 0),
               count(*) filter (where missed = 'ACCEPTANCE'), count(*) filter (where missed = 'HAND_BACK'),
               count(*) filter (where missed = 'CALLBACK_ATTEMPT')
        from taken
        group by 1, 2, 3, 4, 5
        order by 1, 2, 3, 4, 5
        on conflict (centre, month, authority, handed_back, half_hours)
        do update set hops = known.hops + excluded.hops, minutes = known.minutes + excluded.minutes,
                      missed_acceptances = known.missed_acceptances + excluded.missed_acceptances,
                      missed_hand_backs = known.missed_hand_backs + excluded.missed_hand_backs,
                      missed_callbacks = known.missed_callbacks + excluded.missed_callbacks)
    select count(*) from taken
$$;

-- What the telephone system counted: one row for each half hour of a day.
create table telephone_figure (
    centre            text    not null,
    day               date    not null,
    half_hour         time    not null,
    offered           integer not null check (offered >= answered),
    answered          integer not null check (answered >= answered_in_time),
    answered_in_time  integer not null check (answered_in_time >= 0),
    handling_seconds  integer,
    primary key (centre, day, half_hour)
);
comment on table telephone_figure is 'Calls as the telephone system of a centre counted them';

alter table hop_figure enable row level security;
alter table hop_figure force row level security;
create policy visible on hop_figure using (
    current_setting('poststelle.scope', true) in ('service', 'centre:' || centre));
alter table hop_change enable row level security;
alter table hop_change force row level security;
create policy counted on hop_change using (current_setting('poststelle.scope', true) = 'service');
alter table telephone_figure enable row level security;
alter table telephone_figure force row level security;
create policy visible on telephone_figure using (
    current_setting('poststelle.scope', true) in ('service', 'centre:' || centre));
alter table figure enable row level security;
alter table figure force row level security;
create policy visible on figure using (
    current_setting('poststelle.scope', true) in ('service', 'centre:' || centre));
alter table figure_change enable row level security;
alter table figure_change force row level security;
create policy counted on figure_change using (current_setting('poststelle.scope', true) = 'service');
