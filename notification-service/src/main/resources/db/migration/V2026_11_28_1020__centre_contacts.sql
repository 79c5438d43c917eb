create table contacts_version (
    centre     text        not null,
    version    bigint      not null check (version > 0),
    contacts   jsonb       not null,
    changed_by text        not null,
    changed_at timestamptz not null,
    primary key (centre, version)
);
comment on table contacts_version is 'What a centre says about itself, from one change to the next';

-- The second line of defence: even a query that forgets to ask finds nothing that the transaction's access scope may not see.
alter table contacts_version enable row level security;
alter table contacts_version force row level security;
create policy visible on contacts_version using (
    current_setting('poststelle.scope', true) in ('service', 'centre:' || centre));
