set check_function_bodies = off;

-- Who did what: written by triggers and machine functions, read by admins, changed by nobody.
create table public.audit_log (
  id bigint generated always as identity primary key,
  tenant_id uuid not null references public.tenants (id),
  actor_id uuid,
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  subject text,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now()
);
comment on table public.audit_log is
  'Append-only for every role, its owner included: sign-ins, settings, roles, exports, listening, '
  'deletions, refusals.';
comment on column public.audit_log.actor_id is
  'The person; null when nobody was signed in, or when the app did it by itself.';
comment on column public.audit_log.action is
  'subject.verb, such as settings.changed; its sentence is in lib/audit/words.ts.';
comment on column public.audit_log.subject is 'The id of what it was done to.';
comment on column public.audit_log.detail is
  'What changed. Never a secret, never a personal phone.';

create index audit_log_page on public.audit_log (tenant_id, created_at desc, id desc);
create index audit_log_by_action on public.audit_log (tenant_id, action, created_at desc, id desc);
-- Who heard a recording, once per person, recording and hour: a player asks for one recording in
-- many pieces.
create index audit_log_by_subject on public.audit_log (tenant_id, subject, created_at desc)
  where action like 'recording.%';

alter table public.audit_log enable row level security;
revoke all on public.audit_log from anon, authenticated, service_role;
grant select on public.audit_log to authenticated;

create policy "admins read their tenant's audit log" on public.audit_log
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger append_only before update or delete on public.audit_log
  for each row execute function private.refuse_change();
create trigger never_emptied before truncate on public.audit_log
  for each statement execute function private.refuse_change();
-- Also while a session passes for a replica, which skips ordinary triggers.
alter table public.audit_log enable always trigger append_only;
alter table public.audit_log enable always trigger never_emptied;

-- What the app saw a person do: listening, exports, sign-ins, refusals.
create or replace function machine.note(tenant uuid, person uuid, did text, done_to text,
  what jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.audit(tenant, person, did, done_to, what);
  return true;
end
$$;

revoke all on function machine.note from public;
grant execute on function machine.note to ringbook_machine;

-- Machine functions act for a person without a session: they say for whom, for this transaction.
create or replace function private.act_as(person uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select set_config('ringbook.actor', person::text, true) $$;

revoke all on function private.act_as from public;

create or replace function private.actor() returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(auth.uid(), nullif(current_setting('ringbook.actor', true), '')::uuid)
$$;

revoke all on function private.actor from public;

create or replace function private.audit(tenant uuid, actor uuid, did text, done_to text,
  what jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.audit_log (tenant_id, actor_id, action, subject, detail)
  values (tenant, actor, did, done_to, coalesce(what, '{}'))
$$;

revoke all on function private.audit from public;

-- The columns of a row that changed, before and after; the named ones only as "changed".
create or replace function private.changes(before jsonb, after jsonb, hidden text[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(key, case when key = any (hidden) then '"changed"'::jsonb
      else jsonb_build_object('from', before -> key, 'to', value) end), '{}')
  from jsonb_each(after)
  where value is distinct from before -> key
    and key not in ('updated_at', 'created_at', 'verified_at', 'realtime_epoch', 'tenant_id')
$$;

revoke all on function private.changes from public;

reset check_function_bodies;
