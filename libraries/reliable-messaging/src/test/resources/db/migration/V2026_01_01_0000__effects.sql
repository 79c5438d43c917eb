-- What the handler of the tests does with an event. Older than the migrations of the module itself.
create table effect (
    ticket_id uuid not null,
    version   bigint not null,
    trace     text,
    number    bigint generated always as identity
);
