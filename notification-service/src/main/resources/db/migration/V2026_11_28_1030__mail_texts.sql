create table mail_text_version (
    centre     text        not null,
    occasion   text        not null check (
        occasion in ('RECEIPT', 'DELAYED', 'QUESTION', 'QUESTION_REMINDER', 'INTERIM', 'ANSWER', 'CLOSED')),
    language   text        not null check (language in ('GERMAN', 'ENGLISH', 'EASY_GERMAN')),
    version    bigint      not null check (version > 0),
    subject    text,
    text       text check ((subject is null) = (text is null)),
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (centre, occasion, language, version)
);
comment on table mail_text_version is 'In which words a centre writes to citizens, from one change to the next';
comment on column mail_text_version.text is 'With placeholders in braces; absent since the centre went back to the standard text';

-- The second line of defence: even a query that forgets to ask finds nothing that the transaction's access scope may not see.
alter table mail_text_version enable row level security;
alter table mail_text_version force row level security;
create policy visible on mail_text_version using (
    current_setting('poststelle.scope', true) in ('service', 'centre:' || centre));
