-- How tickets belong together.
create table ticket_link (
    ticket_id uuid        not null references ticket,
    other_id  uuid        not null references ticket,
    kind      text        not null check (kind in ('DUPLICATE_OF', 'FOLLOWS', 'RELATED')),
    linked_by text        not null,
    linked_at timestamptz not null,
    primary key (ticket_id, other_id),
    check (ticket_id <> other_id)
);
create index ticket_link_other on ticket_link (other_id);

alter table ticket_link enable row level security;
alter table ticket_link force row level security;
create policy visible on ticket_link using (
    current_setting('poststelle.scope', true) = 'service'
    or exists (select from ticket_access a
               where a.ticket_id = ticket_link.ticket_id and a.grantee = current_setting('poststelle.scope', true))
       and exists (select from ticket_access a
                   where a.ticket_id = ticket_link.other_id and a.grantee = current_setting('poststelle.scope', true)));
