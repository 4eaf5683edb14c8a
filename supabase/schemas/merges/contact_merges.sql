create table public.contact_merges (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  keep_id uuid not null,
  gone_id uuid not null,
  keep_name text not null,
  gone_name text not null,
  before jsonb not null,
  merged_by uuid not null,
  merged_at timestamptz not null default clock_timestamp(),
  undone_by uuid,
  undone_at timestamptz,
  primary key (tenant_id, id),
  check (keep_id <> gone_id)
);
comment on table public.contact_merges is
  'Two contacts that became one. Written by private.merge_contacts and private.undo_contact_merge.';
comment on column public.contact_merges.keep_id is
  'The contact that stayed, which may have been merged into another one since: no foreign key.';
comment on column public.contact_merges.gone_id is
  'The contact that went; its address leads to the one that stayed. No foreign key.';
comment on column public.contact_merges.before is
  'What an undo needs: "keep" and "gone" as they were, "result" as it became '
  '(private.contact_image), and which rows were moved or left out.';
comment on column public.contact_merges.merged_by is
  'Whose session it was. No foreign key: nobody''s profile is deleted.';

create index contact_merges_by_gone on public.contact_merges (tenant_id, gone_id, merged_at desc)
  where undone_at is null;
create index contact_merges_by_kept on public.contact_merges (tenant_id, keep_id, merged_at desc)
  where undone_at is null;

alter table public.contact_merges enable row level security;
revoke all on public.contact_merges from anon, authenticated, service_role;
grant select (id, tenant_id, keep_id, gone_id, keep_name, gone_name, merged_by, merged_at,
  undone_by, undone_at) on public.contact_merges to authenticated;

create policy "members read their tenant's merges" on public.contact_merges
  for select to authenticated using (tenant_id = (select private.tenant_id()));
