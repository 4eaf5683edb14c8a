set check_function_bodies = off;

alter table public.profiles add column checklist_dismissed_at timestamptz;

drop trigger audit on public.profiles;

-- What of a fresh company is set up, and whether the person asking has called, in one round trip.
create or replace function public.first_day() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object(
    'twilio', exists (select from public.twilio_accounts a
      where a.tenant_id = (select private.tenant_id()) and a.verified_at is not null),
    'number', exists (select from public.phone_numbers n
      where n.tenant_id = (select private.tenant_id()) and n.removed_at is null),
    'colleagues', exists (select from public.profiles p
      where p.tenant_id = (select private.tenant_id()) and p.user_id <> (select auth.uid()))
      or exists (select from public.invitations i
        where i.tenant_id = (select private.tenant_id())),
    'contacts', exists (select from public.contacts c
      where c.tenant_id = (select private.tenant_id())),
    'my_call', exists (select from public.calls c
      where c.tenant_id = (select private.tenant_id()) and c.user_id = (select auth.uid())),
    'company_call', exists (select from public.calls c
      where c.tenant_id = (select private.tenant_id())))
$$;

revoke all on function public.first_day from public, anon, service_role;
grant execute on function public.first_day to authenticated;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
    'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
    'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
      'time_zone', t.time_zone,
      'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
        'keep_recordings_days', t.keep_recordings_days,
      'call_time_limit_seconds', t.call_time_limit_seconds))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

create trigger audit after insert or update of role, name, email, removed_at, default_number_id
  on public.profiles for each row execute function private.audit_row('member', '');

comment on column public.profiles.checklist_dismissed_at is
  'When this person dismissed the checklist of the first day; null: it shows until all is done.';

grant select (checklist_dismissed_at) on table public.profiles to authenticated;

grant update (checklist_dismissed_at) on table public.profiles to authenticated;

reset check_function_bodies;
