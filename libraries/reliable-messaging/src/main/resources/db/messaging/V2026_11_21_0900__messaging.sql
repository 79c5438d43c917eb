-- What every service needs to publish and to read events.

create table outbox (
    position    bigint generated always as identity primary key,
    id          uuid not null unique,
    ticket_id   uuid not null,
    version     bigint not null,
    type        text not null,
    centre      text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null default clock_timestamp(),
    traceparent text,
    body        text not null,
    unique (ticket_id, version)
) with (autovacuum_vacuum_scale_factor = 0.01);
comment on table outbox is 'Events on their way to the topic; a row goes when the broker has acknowledged it';

create table inbox_position (
    topic     text not null,
    ticket_id uuid not null,
    version   bigint not null,
    event_id  uuid,
    primary key (topic, ticket_id)
) with (fillfactor = 80);
comment on table inbox_position is
    'The last event of each ticket that took effect, per topic. Kept for good: without it a replayed topic would take effect again';

create table parked_record (
    id               bigint generated always as identity primary key,
    topic            text not null,
    kafka_partition  integer not null,
    kafka_offset     bigint not null,
    reason           text not null,
    detail           text not null,
    ticket_id        uuid,
    version          bigint,
    record_key       bytea,
    headers          text not null,
    body             bytea,
    parked_at     timestamptz not null default clock_timestamp()
);
-- a record read again is the same one; another one at the same place of a topic that was created anew is not
create unique index parked_record_place on parked_record
    (topic, kafka_partition, kafka_offset, md5(headers || coalesce(encode(body, 'hex'), '')));
create index parked_record_reason on parked_record (reason);
create index parked_record_ticket on parked_record (topic, ticket_id, version);
comment on table parked_record is 'Dead letters: records that wait for an earlier event of their ticket, or for an operator';
