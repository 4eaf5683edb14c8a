create table public.call_wrapups (
  call_id uuid not null,
  tenant_id uuid not null,
  user_id uuid not null default auth.uid(),
  disposition_id uuid,
  dismissed_at timestamptz,
  updated_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, disposition_id) references public.dispositions (tenant_id, id)
);
comment on table public.call_wrapups is
  'What a person says came of a call. The call itself is evidence and is not written by people.';
comment on column public.call_wrapups.user_id is
  'Who said it last, by trigger. No foreign key: the API takes a table that refers to calls and to '
  'people as a link between them, and a call''s person could not be asked for any more.';
comment on column public.call_wrapups.dismissed_at is
  'When the person put the question away without an outcome.';

create index call_wrapups_by_person on public.call_wrapups (tenant_id, user_id);
create index call_wrapups_by_disposition on public.call_wrapups (tenant_id, disposition_id);

alter table public.call_wrapups enable row level security;
revoke all on public.call_wrapups from anon, authenticated, service_role;
grant select on public.call_wrapups to authenticated;
grant insert (call_id, tenant_id, disposition_id, dismissed_at) on public.call_wrapups
  to authenticated;
grant update (disposition_id, dismissed_at) on public.call_wrapups to authenticated;

create policy "members read their tenant's wrap-ups" on public.call_wrapups
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people wrap up their own calls, managers and admins any" on public.call_wrapups
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id())
    and ((select private.role()) in ('manager', 'admin') or call_id in (
      select c.id from public.calls c
      where c.tenant_id = call_wrapups.tenant_id and c.user_id = (select auth.uid()))));
create policy "people change wrap-ups of their own calls, managers and admins"
  on public.call_wrapups for update to authenticated
  using (tenant_id = (select private.tenant_id())
    and ((select private.role()) in ('manager', 'admin') or call_id in (
      select c.id from public.calls c
      where c.tenant_id = call_wrapups.tenant_id and c.user_id = (select auth.uid()))))
  with check (tenant_id = (select private.tenant_id())
    and ((select private.role()) in ('manager', 'admin') or call_id in (
      select c.id from public.calls c
      where c.tenant_id = call_wrapups.tenant_id and c.user_id = (select auth.uid()))));

-- Before the broadcast, by its name: a page that reads again finds it.
create trigger a_copy_outcome after insert or update of disposition_id on public.call_wrapups
  for each row execute function private.copy_outcome();
create trigger broadcast_wrapup after insert or update on public.call_wrapups
  for each row execute function private.broadcast_wrapup();
create trigger stamp_wrapup before insert or update on public.call_wrapups
  for each row execute function private.stamp_wrapup();
create trigger move_to_stage after insert or update of disposition_id on public.call_wrapups
  for each row when (new.disposition_id is not null) execute function private.move_to_stage();
create trigger settle_listed_call after insert or update of disposition_id on public.call_wrapups
  for each row when (new.disposition_id is not null)
  execute function private.settle_listed_call();
