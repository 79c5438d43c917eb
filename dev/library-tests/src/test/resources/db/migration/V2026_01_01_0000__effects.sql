-- What the handler of the tests does with an event. Older than the migrations of the module itself.
create table effect (
    ticket_id uuid not null,
    version   bigint not null,
    trace     text,
    number    bigint generated always as identity
);

-- How a service counts the events of a ticket.
create table counter (
    ticket_id uuid primary key,
    version   bigint not null
);
