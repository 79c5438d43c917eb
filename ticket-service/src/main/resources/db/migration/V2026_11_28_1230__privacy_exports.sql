-- That somebody was given everything about a person; not about whom.
create table privacy_export (
    id          uuid primary key,
    centre      text        not null,
    exported_by text        not null,
    exported_at timestamptz not null,
    tickets     integer     not null
);
create index privacy_export_of_centre on privacy_export (centre, id desc);

alter table privacy_export enable row level security;
alter table privacy_export force row level security;
create policy visible on privacy_export using (
    current_setting('poststelle.scope', true) in ('service', 'centre:' || centre));
