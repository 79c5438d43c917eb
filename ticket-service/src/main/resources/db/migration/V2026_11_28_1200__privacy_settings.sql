-- For how long a centre keeps what is personal about its closed tickets, from one change to the next.
create table privacy_settings_version (
    centre     text        not null,
    version    bigint      not null check (version > 0),
    kept_days  integer     not null check (kept_days between 1 and 3650),
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (centre, version)
);
comment on table privacy_settings_version is 'Versions are only added; the newest one of a centre holds';

alter table privacy_settings_version enable row level security;
alter table privacy_settings_version force row level security;
create policy visible on privacy_settings_version using (
    current_setting('poststelle.scope', true) in ('service', 'centre:' || centre));
