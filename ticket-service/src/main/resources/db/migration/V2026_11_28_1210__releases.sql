-- For which answers an authority demands that a second person releases them, from one change to the next.
create table release_rules_version (
    authority  text        not null,
    version    bigint      not null check (version > 0),
    document   jsonb       not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (authority, version)
);
comment on table release_rules_version is 'Versions are only added; the newest one of an authority holds';

alter table release_rules_version enable row level security;
alter table release_rules_version force row level security;
create policy visible on release_rules_version using (
    current_setting('poststelle.scope', true) in ('service', 'authority:' || authority));

-- Answers that are written and wait for their release.
create table filed_answer (
    ticket_id uuid primary key references ticket,
    answer_id uuid        not null,
    author    text        not null,
    authority text        not null,
    text      text        not null,
    filed_at  timestamptz not null
);
create index filed_answer_waiting on filed_answer (authority, filed_at, ticket_id);

alter table filed_answer enable row level security;
alter table filed_answer force row level security;
create policy visible on filed_answer using (
    current_setting('poststelle.scope', true) = 'service'
    or exists (select from ticket_access a
               where a.ticket_id = filed_answer.ticket_id and a.grantee = current_setting('poststelle.scope', true)));
