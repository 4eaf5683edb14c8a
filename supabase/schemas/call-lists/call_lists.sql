create table public.call_lists (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 120),
  state text not null default 'active' check (state in ('active', 'paused', 'finished')),
  hours_from time not null default '09:00',
  hours_until time not null default '18:00',
  days smallint[] not null default '{1,2,3,4,5}'
    check (cardinality(days) > 0 and days <@ '{1,2,3,4,5,6,7}'::smallint[]),
  skip_called_days integer check (skip_called_days between 1 and 365),
  retries jsonb not null default '{}' check (private.is_retry_rules(retries)),
  owner_id uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  constraint call_lists_hours check (hours_from < hours_until)
);
comment on table public.call_lists is
  'Contacts that are called one after the other, by one person or several.';
comment on column public.call_lists.hours_from is
  'From when people are called, on the clock of their own time zone.';
comment on column public.call_lists.days is 'The weekdays they are called on, Monday is 1.';
comment on column public.call_lists.skip_called_days is
  'Who was called within so many days is skipped; null: nobody is.';
comment on column public.call_lists.retries is
  '{outcome: {after_minutes, times}}; an outcome is a disposition''s id, or "unanswered".';
comment on column public.call_lists.owner_id is
  'A member, by trigger; no foreign key: as public.tasks.owner_id.';

create index call_lists_page on public.call_lists (tenant_id, created_at desc, id desc);
create index call_lists_open on public.call_lists (tenant_id, created_at desc, id desc)
  where state <> 'finished';

alter table public.call_lists enable row level security;
revoke all on public.call_lists from anon, authenticated, service_role;
grant select, delete on public.call_lists to authenticated;
grant update (name, state, hours_from, hours_until, days, skip_called_days, retries)
  on public.call_lists to authenticated;

create policy "members read their tenant's call lists" on public.call_lists
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "owners, managers and admins change call lists" on public.call_lists
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (select private.role()) in ('manager', 'admin')))
  with check (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (select private.role()) in ('manager', 'admin')));
create policy "owners, managers and admins delete call lists" on public.call_lists
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (owner_id = (select auth.uid())
    or (select private.role()) in ('manager', 'admin')));

create trigger broadcast after insert or update or delete on public.call_lists
  for each row execute function private.broadcast_change('call_lists');
create trigger clean_text before insert or update of name on public.call_lists
  for each row execute function private.clean_text('name:name');
create trigger owner_is_member before insert or update of owner_id on public.call_lists
  for each row execute function private.owner_is_member();
create trigger look_again after update of hours_from, hours_until, days on public.call_lists
  for each row execute function private.look_again();
