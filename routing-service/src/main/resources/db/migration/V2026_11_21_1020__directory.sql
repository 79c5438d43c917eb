create table region (
    key   text primary key check (key ~ '^(\d{2}|\d{3}|\d{5}|\d{9}|\d{12})$'),
    level text not null,
    name  text not null
);
create index region_name on region (lower(name) text_pattern_ops, key);
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
