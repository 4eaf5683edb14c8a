create table public.logged_calls (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  contact_id uuid not null,
  user_id uuid not null default auth.uid(),
  direction text not null check (direction in ('inbound', 'outbound')),
  happened_at timestamptz not null,
  duration_seconds integer check (duration_seconds between 0 and 86400),
  disposition_id uuid,
  note text not null default '' check (char_length(note) <= 10000),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade,
  foreign key (tenant_id, disposition_id) references public.dispositions (tenant_id, id)
);
comment on table public.logged_calls is
  'A call that happened elsewhere, as a person says. public.calls holds what Twilio attests.';
comment on column public.logged_calls.user_id is
  'Who talked, and logged it, by policy. No foreign key: as public.call_wrapups.user_id.';

create index logged_calls_of_contact on public.logged_calls
  (tenant_id, contact_id, happened_at desc, id desc);
create index logged_calls_by_person on public.logged_calls (tenant_id, user_id);
create index logged_calls_by_disposition on public.logged_calls (tenant_id, disposition_id);

alter table public.logged_calls enable row level security;
revoke all on public.logged_calls from anon, authenticated, service_role;
grant select, delete on public.logged_calls to authenticated;
grant insert (id, tenant_id, contact_id, user_id, direction, happened_at, duration_seconds,
  disposition_id, note) on public.logged_calls to authenticated;

create policy "members read their tenant's logged calls" on public.logged_calls
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members log calls as themselves" on public.logged_calls
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people delete what they logged, admins any" on public.logged_calls
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) = 'admin'));

create trigger audit after delete on public.logged_calls
  for each row when (old.user_id is distinct from auth.uid())
  execute function private.audit_row('logged_call', 'note');
create trigger broadcast after insert or update or delete on public.logged_calls
  for each row execute function private.broadcast_change('logged_calls', 'contact_id');
create trigger clean_text before insert or update of note on public.logged_calls
  for each row execute function private.clean_text('note:paragraphs');
create constraint trigger refresh_activity after insert or update or delete
  on public.logged_calls deferrable initially deferred
  for each row execute function private.refresh_contact_activity();
create trigger follow_merge before insert on public.logged_calls
  for each row execute function private.follow_merge();
create trigger move_to_stage after insert on public.logged_calls
  for each row when (new.disposition_id is not null) execute function private.move_to_stage();
