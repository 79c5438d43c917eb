-- Texts that the clerks of an authority write again and again.
create table text_module (
    id          uuid primary key,
    version     bigint      not null,
    authority   text        not null,
    service_key text,
    title       text        not null,
    text        text        not null,
    changed_by  text        not null,
    changed_at  timestamptz not null,
    unique nulls not distinct (authority, title, service_key)
);
create index text_module_by_title on text_module (authority, title, id);
comment on column text_module.service_key is 'The service it is for; empty for all';
comment on column text_module.text is 'May leave open {reference}, {name} and {due}';

alter table text_module enable row level security;
alter table text_module force row level security;
create policy visible on text_module using (
    current_setting('poststelle.scope', true) in ('service', 'authority:' || authority));
