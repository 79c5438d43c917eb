-- Files that belong to tickets.
create table attachment (
    id        uuid        primary key,
    ticket_id uuid        not null references ticket,
    name      text        not null,
    type      text        not null check (type in ('PDF', 'JPEG', 'PNG', 'TEXT')),
    size      bigint      not null,
    sha256    text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    added_by  text        not null,
    added_at  timestamptz not null,
    unique (ticket_id, name, sha256)
);
comment on column attachment.name is 'As the file is called by whoever added it, which may be personal';

-- Apart from what lists read. Not compressed, because the formats are already; so a part of a file is read without the rest.
create table attachment_content (
    attachment_id uuid  primary key references attachment,
    ticket_id     uuid  not null references ticket,
    content       bytea not null
);
alter table attachment_content alter column content set storage external;
create index attachment_content_ticket on attachment_content (ticket_id);

do $$
declare protected text;
begin
    foreach protected in array array ['attachment', 'attachment_content'] loop
        execute format('alter table %I enable row level security', protected);
        execute format('alter table %I force row level security', protected);
        execute format($policy$
            create policy visible on %1$I using (
                current_setting('poststelle.scope', true) = 'service'
                or exists (select from ticket_access a
                           where a.ticket_id = %1$I.ticket_id and a.grantee = current_setting('poststelle.scope', true)))
        $policy$, protected);
    end loop;
end $$;
