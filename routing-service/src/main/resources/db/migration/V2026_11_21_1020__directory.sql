-- comparing names with typing mistakes; trusted, so the owner of the database may create it
create extension if not exists pg_trgm;

create table region (
    key         text primary key check (key ~ '^(\d{2}|\d{3}|\d{5}|\d{9}|\d{12})$'),
    level       text not null,
    name        text not null,
    search_name text not null,
    kind        text,
    postal_code text,
    population  integer
);
create index region_name on region (search_name text_pattern_ops, key);
create index region_name_similar on region using gin (search_name gin_trgm_ops);
create index region_postal_code on region (postal_code, key);
comment on column region.search_name is 'The name without umlauts, hyphens and abbreviations';
comment on column region.kind is 'The two digits of the register for it, such as 41 for a city that is no part of a Kreis';
comment on column region.postal_code is 'Of the seat of its administration';
comment on table region is 'Places by their unpadded regional key (ARS); a region lies inside those whose keys begin its own';

create table public_service (
    key     text primary key,
    name_de text not null,
    name_en text not null
);

create table authority (
    key        text primary key,
    name       text not null,
    mailbox    text not null,
    region_key text not null,
    retired_at timestamptz
);
comment on column authority.retired_at is 'When the directory dropped it; decisions that name it stay readable';

create table competence (
    id         uuid primary key,
    region_key text not null references region,
    service    text not null,
    authority  text not null references authority,
    valid_from date,
    valid_to   date
);
create index competence_region_service on competence (region_key, service);
comment on column competence.service is 'A service key, or the first five digits of a group';

create table cooperation (
    id          uuid primary key,
    region_key  text not null references region,
    executed_by text not null references authority,
    valid_from  date,
    valid_to    date
);
create index cooperation_region on cooperation (region_key);
comment on table cooperation is 'Whoever does what the authorities of a region are competent for';

create table directory_change (
    version    bigint primary key,
    changed_by text        not null,
    changed_at timestamptz not null,
    part       text        not null check (part in ('DIRECTORY', 'REGIONS')),
    summary    text        not null
);
comment on table directory_change is 'Who replaced the directory or its regions when; the last version is that of the directory';
