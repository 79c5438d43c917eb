-- What happened to tickets during the last day, for those who watch. It repeats no more of the history than its order of commits.
--
-- A sequence is no such order: what took the smaller number may be committed later, and whoever has read on would never see it. Ids of
-- transactions have a bound below which everything has ended (pg_snapshot_xmin), so readers stop there and miss nothing.
create table ticket_change (
    transaction_id bigint      not null default cast(cast(pg_current_xact_id() as text) as bigint),
    number         bigint      generated always as identity,
    ticket_id      uuid        not null,
    entry          integer     not null,
    type           text        not null,
    written_at     timestamptz not null default clock_timestamp(),
    primary key (transaction_id, number)
);
comment on column ticket_change.entry is 'The entry of the history; without a foreign key, because only the trigger of the history writes here';

create function history_is_told() returns trigger language plpgsql as $$
begin
    insert into ticket_change (ticket_id, entry, type) values (new.ticket_id, new.entry, new.type);
    return null;
end $$;
create trigger ticket_history_told after insert on ticket_history
    for each row execute function history_is_told();

-- An authority hears of what took the ticket from it, and of nothing after that.
alter table ticket_change enable row level security;
alter table ticket_change force row level security;
create policy visible on ticket_change for select using (
    current_setting('poststelle.scope', true) = 'service'
    or exists (select from ticket_access a
               where a.ticket_id = ticket_change.ticket_id and a.grantee = current_setting('poststelle.scope', true)
                 and (a.told_until is null or ticket_change.entry <= a.told_until)));
-- It may still do something: take back a file that it attached.
create policy told on ticket_change for insert with check (
    current_setting('poststelle.scope', true) = 'service'
    or exists (select from ticket_access a
               where a.ticket_id = ticket_change.ticket_id and a.grantee = current_setting('poststelle.scope', true)));
create policy kept on ticket_change using (current_setting('poststelle.scope', true) = 'service');
