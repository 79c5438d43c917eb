-- Who read how a citizen is reached: one row for each person, ticket and hour. It goes with the enquiry.
create table contact_reading (
    ticket_id uuid        not null references enquiry on delete cascade,
    in_hour   timestamptz not null,
    reader    text        not null,
    role      text        not null,
    centre    text,
    authority text check ((centre is null) <> (authority is null)),
    read_at   timestamptz not null,
    primary key (ticket_id, in_hour, reader)
);
comment on column contact_reading.read_at is 'When it was read first in that hour';

alter table contact_reading enable row level security;
alter table contact_reading force row level security;
create policy visible on contact_reading using (
    current_setting('poststelle.scope', true) = 'service'
    or exists (select from ticket_access a
               where a.ticket_id = contact_reading.ticket_id and a.grantee = current_setting('poststelle.scope', true)));
