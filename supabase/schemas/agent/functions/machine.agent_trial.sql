-- What an admin needs to try a voice agent by voice: their company, its provider with its encrypted
-- key (null without one), a process with room (`url`, null where there is none), and the seconds
-- that are left of this day. Null for anybody else.
create or replace function machine.agent_trial(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('company', t.name, 'time_zone', t.time_zone,
      'country_code', t.country_code, 'is_recorded', t.recording_enabled,
      'seconds_left', private.trial_seconds_left(tenant),
      'provider', machine.realtime_key(tenant, person),
      'url', (select w.url from private.agent_workers w
        where w.seen_at > now() - interval '10 seconds' and not w.is_draining
          and w.active < w.capacity
        order by w.active::real / w.capacity, w.id limit 1))
    from public.tenants t
    join public.profiles p on p.tenant_id = t.id and p.user_id = person
      and p.removed_at is null and p.role = 'admin'
    where t.id = tenant $$;
revoke all on function machine.agent_trial from public;
grant execute on function machine.agent_trial to ringbook_machine;
