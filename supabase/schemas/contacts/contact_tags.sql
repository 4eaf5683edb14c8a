create table public.contact_tags (
  tenant_id uuid not null,
  contact_id uuid not null,
  tag_id uuid not null,
  sort_name text not null default '',
  created_at timestamptz not null default now(),
  primary key (tenant_id, contact_id, tag_id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, tag_id) references public.tags (tenant_id, id) on delete cascade
);
comment on table public.contact_tags is 'Which contacts have which tags.';
comment on column public.contact_tags.sort_name is
  'The contact''s, by trigger: a tag''s contacts are listed by name from an index.';

create index contact_tags_by_tag on public.contact_tags
  (tenant_id, tag_id, sort_name, contact_id);

alter table public.contact_tags enable row level security;
revoke all on public.contact_tags from anon, authenticated, service_role;
grant select, delete on public.contact_tags to authenticated;
grant insert (tenant_id, contact_id, tag_id) on public.contact_tags to authenticated;

create policy "members read their tenant's tagged contacts" on public.contact_tags
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members tag their tenant's contacts" on public.contact_tags
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members take tags off their tenant's contacts" on public.contact_tags
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger keep_change after insert or delete on public.contact_tags
  for each row execute function private.keep_tag_change();
create trigger sort_tagged before insert on public.contact_tags
  for each row execute function private.sort_tagged();
