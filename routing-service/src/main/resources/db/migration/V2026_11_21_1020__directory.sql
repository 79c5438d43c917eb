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
    key         text primary key,
    name_de     text not null,
    name_en     text not null,
    synonyms    text[] not null,
    knowledge   jsonb,
    words       tsvector not null,
    search_name text not null
);
create index public_service_words on public_service using gin (words);
create index public_service_similar on public_service using gin (search_name gin_trgm_ops);
comment on column public_service.words is 'What the search finds it by: names and synonyms first, then what is known about it';
comment on column public_service.search_name is 'Names and synonyms, to compare with what was typed wrongly';

create function spelled_out(word text) returns text language sql immutable
return replace(replace(replace(replace(lower(word), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'ß', 'ss');

create function public_service_is_searchable() returns trigger language plpgsql as $$
declare
    called text := concat_ws(' ', new.name_de, array_to_string(new.synonyms, ' '));
begin
    new.search_name := spelled_out(concat_ws(' ', called, new.name_en));
    new.words := setweight(to_tsvector('german', called), 'A')
        || setweight(to_tsvector('english', new.name_en), 'B')
        || setweight(to_tsvector('german', concat_ws(' ', new.knowledge ->> 'text', new.knowledge ->> 'easyText',
                                                     new.knowledge ->> 'documents')), 'C');
    return new;
end $$;
create trigger public_service_searchable before insert or update on public_service
    for each row execute function public_service_is_searchable();

-- The services that fit a question best. Each of its words counts for itself, so that one too many does no harm: as a word in any German
-- form or at the beginning of a longer one (Pass, Passfoto); one that is nowhere counts as a typing mistake for those in names.
create function search_services(question text, at_most integer) returns table (key text, highlight text)
language sql stable set pg_trgm.word_similarity_threshold = 0.5 as $$
    with typed as materialized (
        select spelled_out(word) as word,
               cast(regexp_replace(plainto_tsquery('german', word)::text, '''( |\)|$)', ''':*\1', 'g') as tsquery) as query
        from regexp_split_to_table(question, '[^[:alnum:]]+') as word
        where numnode(plainto_tsquery('german', word)) > 0
    ), wanted as materialized (
        select word, query, exists (select from public_service s where s.words @@ query) as known from typed
    ), hits as (
        select s.key, ts_rank('{0, 0.2, 0.8, 1}', s.words, w.query) as score
        from wanted w join public_service s on s.words @@ w.query
        where w.known
        union all
        select s.key, word_similarity(w.word, s.search_name) / 2
        from wanted w join public_service s on s.search_name %> w.word
        where not w.known
    ), found as (
        select h.key, sum(h.score) as score from hits h group by h.key order by score desc, h.key limit at_most
    )
    select f.key, ts_headline('german', coalesce(s.knowledge ->> 'text', s.name_de),
                              (select cast(string_agg(query::text, ' | ') as tsquery) from wanted),
                              'StartSel=**, StopSel=**, MaxFragments=1, MinWords=10, MaxWords=30')
    from found f join public_service s using (key)
    order by f.score desc, f.key
$$;

create table authority (
    key            text primary key,
    name           text not null,
    mailbox        text not null,
    deputy_mailbox text,
    region_key     text not null,
    contact        jsonb,
    retired_at     timestamptz
);
comment on column authority.deputy_mailbox is 'Of those who stand in for it';
comment on column authority.contact is 'How citizens reach it themselves';
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
create index competence_ending on competence (valid_to) where valid_to is not null;
comment on column competence.service is 'A service key, or the first five digits of a group';

create table cooperation (
    id          uuid primary key,
    region_key  text not null references region,
    executed_by text not null references authority,
    valid_from  date,
    valid_to    date
);
create index cooperation_region on cooperation (region_key);
create index cooperation_ending on cooperation (valid_to) where valid_to is not null;
comment on table cooperation is 'Whoever does what the authorities of a region are competent for';

create table directory_change (
    version    bigint primary key,
    changed_by text        not null,
    changed_at timestamptz not null,
    part       text        not null check (part in (
        'DIRECTORY', 'REGIONS', 'SERVICES', 'AUTHORITIES', 'COMPETENCES', 'COOPERATIONS')),
    summary    text        not null
);
comment on table directory_change is 'Who replaced the directory or a part of it when; the last version is that of the directory';
