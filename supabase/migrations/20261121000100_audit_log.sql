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
  'Append-only for every role, its owner included: sign-ins, settings, roles, exports, listening, deletions, refusals.';
comment on column public.audit_log.actor_id is 'The person; null when nobody was signed in, or when the app did it by itself.';
comment on column public.audit_log.action is 'subject.verb, such as settings.changed; its sentence is in lib/audit/words.ts.';
comment on column public.audit_log.subject is 'The id of what it was done to.';
comment on column public.audit_log.detail is 'What changed. Never a secret, never a personal phone.';
create index audit_log_page on public.audit_log (tenant_id, created_at desc, id desc);
create index audit_log_by_action on public.audit_log (tenant_id, action, created_at desc, id desc);

alter table public.audit_log enable row level security;
revoke all on public.audit_log from anon, authenticated, service_role;
grant select on public.audit_log to authenticated;
create policy "admins read their tenant's audit log" on public.audit_log
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create function private.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end
$$;
create trigger append_only before update or delete on public.audit_log
  for each row execute function private.refuse_change();
create trigger never_emptied before truncate on public.audit_log
  for each statement execute function private.refuse_change();
-- Also while a session passes for a replica, which skips ordinary triggers.
alter table public.audit_log enable always trigger append_only;
alter table public.audit_log enable always trigger never_emptied;

create function private.audit(tenant uuid, actor uuid, did text, done_to text, what jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.audit_log (tenant_id, actor_id, action, subject, detail)
  values (tenant, actor, did, done_to, coalesce(what, '{}'))
$$;

-- Machine functions act for a person without a session: they say for whom, for this transaction.
create function private.act_as(person uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$ select set_config('ringbook.actor', person::text, true) $$;
create function private.actor() returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(auth.uid(), nullif(current_setting('ringbook.actor', true), '')::uuid)
$$;

-- The columns of a row that changed, before and after; the named ones only as "changed".
create function private.changes(before jsonb, after jsonb, hidden text[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(key, case when key = any (hidden) then '"changed"'::jsonb
      else jsonb_build_object('from', before -> key, 'to', value) end), '{}')
  from jsonb_each(after)
  where value is distinct from before -> key and key not in ('updated_at', 'created_at', 'verified_at', 'realtime_epoch', 'tenant_id')
$$;

-- One trigger for every table of settings: action prefix, then the columns to name but not to show.
create function private.audit_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  before jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  after jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  row jsonb := case when tg_op = 'DELETE' then before else after end;
  what jsonb := case when tg_op = 'DELETE' then private.changes('{}', before, string_to_array(tg_argv[1], ','))
                     else private.changes(before, after, string_to_array(tg_argv[1], ',')) end;
begin
  if tg_op = 'UPDATE' and what = '{}' then return null; end if;
  perform private.audit(coalesce(row ->> 'tenant_id', row ->> 'id')::uuid, private.actor(),
    tg_argv[0] || case tg_op when 'INSERT' then '.added' when 'DELETE' then '.removed'
      else coalesce('.' || nullif(current_setting('ringbook.verb', true), ''), '.changed') end,
    coalesce(row ->> 'user_id', row ->> 'id'), what);
  return null;
end
$$;
create trigger audit after update on public.tenants
  for each row execute function private.audit_row('settings', '');
create trigger audit after insert or update on public.profiles
  for each row execute function private.audit_row('member', '');
create trigger audit after insert or update or delete on public.personal_phones
  for each row execute function private.audit_row('personal_phone', 'phone');
create trigger audit after insert or update on public.invitations
  for each row execute function private.audit_row('invitation', 'token_hash');
create trigger audit after insert or update or delete on public.twilio_accounts
  for each row execute function private.audit_row('twilio_account', 'auth_token_ciphertext');
create trigger audit after insert or update or delete on public.phone_numbers
  for each row execute function private.audit_row('phone_number', '');

-- What the app saw a person do: listening, exports, sign-ins, refusals.
create function machine.note(tenant uuid, person uuid, did text, done_to text, what jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.audit(tenant, person, did, done_to, what);
  return true;
end
$$;
revoke all on function machine.note(uuid, uuid, text, text, jsonb) from public;
grant execute on function machine.note(uuid, uuid, text, text, jsonb) to ringbook_machine;
revoke all on function private.refuse_change(), private.audit(uuid, uuid, text, text, jsonb), private.act_as(uuid),
  private.actor(), private.changes(jsonb, jsonb, text[]), private.audit_row() from public;
