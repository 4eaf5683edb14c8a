create table private.contact_bulk_changes (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null,
  kind text not null
    check (kind in ('owner', 'stage', 'add_tag', 'remove_tag', 'archive', 'restore')),
  value uuid,
  contacts uuid[] not null,
  was text[] not null,
  created_at timestamptz not null default now(),
  undone_at timestamptz,
  primary key (tenant_id, id),
  check (cardinality(contacts) = cardinality(was))
);
comment on table private.contact_bulk_changes is
  'What somebody changed about many contacts at once, so that it can be undone. Written and read '
  'by functions alone. No foreign key to people: as public.tasks.owner_id.';
comment on column private.contact_bulk_changes.value is
  'The owner, stage or tag; null: none.';
comment on column private.contact_bulk_changes.contacts is 'Those that it changed.';
comment on column private.contact_bulk_changes.was is
  'What each of them had before: its owner or stage, or since when it was archived or had the tag.';

create index contact_bulk_changes_by_person on private.contact_bulk_changes
  (tenant_id, user_id, created_at);

alter table private.contact_bulk_changes enable row level security;
revoke all on private.contact_bulk_changes from anon, authenticated, service_role;
