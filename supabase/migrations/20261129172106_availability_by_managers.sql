set check_function_bodies = off;

drop policy "people change their own availability" on public.availability;
drop policy "people set their own availability" on public.availability;

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_verified', ph.verified_at is not null,
    'show_checklist', p.checklist_dismissed_at is null, 'topic', private.realtime_topic(),
    'availability', (select json_build_object('state', a.state, 'away_until', a.away_until)
      from public.availability a where a.tenant_id = p.tenant_id and a.user_id = p.user_id),
    'on_call', exists (select from public.calls c where c.tenant_id = p.tenant_id
      and c.user_id = p.user_id and c.ended_at is null),
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

create policy "people change their own availability, managers anybody's" on public.availability as permissive for update to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((user_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])))))
  with check (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((user_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])))));

create policy "people set their own availability, managers anybody's" on public.availability as permissive for insert to authenticated
  with check (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((user_id = ( SELECT auth.uid() AS uid)) OR (( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])))));

CREATE TRIGGER audit AFTER INSERT OR UPDATE ON public.availability FOR EACH ROW WHEN ((auth.uid() <> new.user_id)) EXECUTE FUNCTION private.audit_row('availability', '');

CREATE TRIGGER broadcast AFTER INSERT OR UPDATE ON public.availability FOR EACH ROW EXECUTE FUNCTION private.broadcast_change('availability', 'user_id');

reset check_function_bodies;
