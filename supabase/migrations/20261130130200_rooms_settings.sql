set check_function_bodies = off;

alter table public.livekit_accounts
  add column trunk_numbers text[] not null default '{}',
  add column has_programmable_sip boolean not null default false;
-- What a trunk that stands was set up with.
update public.livekit_accounts a set trunk_numbers = array(select n.number
    from public.phone_numbers n where n.tenant_id = a.tenant_id and n.removed_at is null
    order by n.number)
  where a.set_up_at is not null;

drop trigger audit on public.livekit_accounts;

-- Ends what machine.claim_livekit_setup began. `made` is what stands at LiveKit now (trunk_id,
-- dispatch_rule_id, and the trunk's numbers; nulls once removed); null where that was not changed.
-- False where somebody else has begun since: then nothing is written.
create or replace function machine.finish_livekit_setup(tenant uuid, person uuid, claim uuid,
  made jsonb, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.livekit_accounts where tenant_id = tenant and setup_claim = claim for update;
  if not found then return false; end if;
  if person is not null then perform private.act_as(person); end if;
  if made is not null then
    update public.livekit_accounts set trunk_id = made ->> 'trunk_id',
        dispatch_rule_id = made ->> 'dispatch_rule_id',
        set_up_at = case when made ->> 'trunk_id' is not null then at end,
        trunk_numbers = array(select jsonb_array_elements_text(coalesce(made -> 'numbers', '[]'))),
        is_on = is_on and made ->> 'trunk_id' is not null
      where tenant_id = tenant;
  end if;
  update public.livekit_accounts set setup_claim = null, setup_until = null
    where tenant_id = tenant;
  return true;
end
$$;

revoke all on function machine.finish_livekit_setup from public;
grant execute on function machine.finish_livekit_setup to ringbook_machine;

-- Somebody in a room asks a colleague into it, who is rung on their desk; whose desk is not open
-- may come in by the call's page, and is not rung. Asked again, it rings again. `there` is who is
-- in the room already.
create or replace function machine.invite_to_room(
  tenant uuid, person uuid, target uuid, invitee uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  r public.rooms;
  who record;
  people integer;
  is_open boolean := private.has_softphone(tenant, invitee);
begin
  select * into c from public.calls k where k.tenant_id = tenant and k.id = target
    for no key update;
  if c.id is null then return '{"refused": "call_not_found"}'; end if;
  r := private.live_room(tenant, target);
  if c.ended_at is not null or r.id is null then return '{"refused": "call_over"}'; end if;
  if not exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.user_id = person and l.medium = 'room' and l.role = 'rep'
      and l.status < 'completed') then
    return '{"refused": "not_on_call"}';
  end if;
  select p.user_id, p.name, q.presence into who from public.profiles p
    join private.presence_of(tenant, array[invitee]) q on q.user_id = p.user_id
    where p.tenant_id = tenant and p.user_id = invitee and p.removed_at is null;
  if who.user_id is null then return '{"refused": "not_a_colleague"}'; end if;
  if exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.user_id = invitee and l.medium = 'room' and l.status < 'completed') then
    return jsonb_build_object('there', true, 'name', who.name);
  end if;
  select count(*) into people from public.call_legs l where l.tenant_id = tenant
    and l.call_id = target and l.medium = 'room' and l.status < 'completed' and l.role = 'rep';
  if people >= 10 then return '{"refused": "call_is_full"}'; end if;
  if who.presence = 'on_call' then
    return jsonb_build_object('refused', 'colleague_busy', 'name', who.name);
  end if;
  insert into public.room_people as k (tenant_id, call_id, user_id, invited_by, rung_at, over_at)
    values (tenant, target, invitee, person, at, case when not is_open then at end)
  on conflict (tenant_id, call_id, user_id, call_sid) do update set rung_at = at,
    invited_by = person, declined_at = null, over_at = excluded.over_at;
  perform private.note_room(tenant, target, 'room.invite', target || ':' || invitee || ':' || at,
    at, jsonb_build_object('kind', 'room_invited', 'facts',
      jsonb_build_object('user_id', person, 'invited', invitee)));
  return jsonb_build_object('rung', is_open, 'name', who.name);
end
$$;
revoke all on function machine.invite_to_room from public;
grant execute on function machine.invite_to_room to ringbook_machine;

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'announce_recording', t.announce_recording, 'announce_countries', t.announce_countries,
    'blocked_calls', t.blocked_calls, 'anonymous_calls', t.anonymous_calls,
    'has_blocked', exists (select from public.blocked_callers b where b.tenant_id = t.id),
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'rooms', (select jsonb_build_object('sip_host', k.sip_host, 'region', k.region,
        'transport', k.transport, 'numbers', to_jsonb(k.trunk_numbers),
        'beside_phones', k.has_programmable_sip,
        'secret', jsonb_build_object('tenant_id', k.tenant_id, 'sip_username', k.sip_username,
          'sip_password_ciphertext', k.sip_password_ciphertext))
      from public.livekit_accounts k where k.tenant_id = t.id and k.is_on),
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone,
          'forward_in_browser', n.forward_in_browser,
          'route_version', n.version_id, 'route', n.route))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

-- An admin saves a LiveKit account that LiveKit has just accepted, or removes it (`saved` null).
-- Of another project nothing is set up yet. The prefix of rooms stays, and so do SIP credentials
-- unless `renews_sip`: the old password does not open any more.
create or replace function machine.save_livekit_account(tenant uuid, person uuid, saved jsonb,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was public.livekit_accounts;
  is_other boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
      and removed_at is null and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  if saved is null then
    delete from public.livekit_accounts where tenant_id = tenant;
    return 'saved';
  end if;
  insert into public.livekit_accounts (tenant_id, url, api_key, api_secret_ciphertext, sip_host,
      region, transport, sip_username, sip_password_ciphertext, room_prefix, updated_at)
    values (tenant, saved ->> 'url', saved ->> 'api_key', saved ->> 'api_secret_ciphertext',
      saved ->> 'sip_host', saved ->> 'region', saved ->> 'transport', saved ->> 'sip_username',
      saved ->> 'sip_password_ciphertext', saved ->> 'room_prefix', at)
    on conflict (tenant_id) do nothing;
  if found then return 'saved'; end if;
  select * into strict was from public.livekit_accounts where tenant_id = tenant for update;
  is_other := was.url <> saved ->> 'url' or was.api_key <> saved ->> 'api_key';
  update public.livekit_accounts set url = saved ->> 'url', api_key = saved ->> 'api_key',
      api_secret_ciphertext = saved ->> 'api_secret_ciphertext', sip_host = saved ->> 'sip_host',
      region = saved ->> 'region', transport = saved ->> 'transport', updated_at = at,
      trunk_id = case when not is_other then trunk_id end,
      dispatch_rule_id = case when not is_other then dispatch_rule_id end,
      set_up_at = case when not is_other then set_up_at end,
      trunk_numbers = case when is_other then '{}' else trunk_numbers end,
      sip_username = case when (saved ->> 'renews_sip')::boolean then saved ->> 'sip_username'
        else sip_username end,
      sip_password_ciphertext = case when (saved ->> 'renews_sip')::boolean
        then saved ->> 'sip_password_ciphertext' else sip_password_ciphertext end,
      is_on = is_on and not is_other and (saved ->> 'sip_host') is not null
    where tenant_id = tenant;
  return 'saved';
end
$$;

revoke all on function machine.save_livekit_account from public;
grant execute on function machine.save_livekit_account to ringbook_machine;

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
      and c.user_id = p.user_id and c.ended_at is null and not c.owner_left)
      or exists (select from public.calls c where c.tenant_id = p.tenant_id
        and c.callee_id = p.user_id and c.created_at > now() - interval '5 hours'
        and c.ended_at is null)
      or exists (select from public.calls c where c.tenant_id = p.tenant_id
        and c.ended_at is null and p.user_id = any (c.also_on))
      or exists (select from public.call_supervisions s
        join public.calls c on c.tenant_id = s.tenant_id and c.id = s.call_id
        where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone'
          and c.ended_at is null),
    'joined_calls', (select coalesce(json_agg(c.id), '[]') from public.calls c
      where c.tenant_id = p.tenant_id and c.ended_at is null and (p.user_id = any (c.also_on)
        or c.id in (select s.call_id from public.call_supervisions s
          where s.tenant_id = p.tenant_id and s.user_id = p.user_id and s.state <> 'gone')
        -- Rung to come into a room.
        or c.id in (select r.call_id from public.room_people r
          where r.tenant_id = p.tenant_id and r.user_id = p.user_id and r.over_at is null))),
    'call_devices', (select json_build_object('rings_on', d.rings_on, 'places_on', d.places_on)
      from public.call_devices d where d.tenant_id = p.tenant_id and d.user_id = p.user_id),
    'after_call_until', (select last.until from (
      select c.outcome, c.ended_at + t.after_call_seconds * interval '1 second' as until
        from public.calls c where c.tenant_id = p.tenant_id and c.user_id = p.user_id
        order by c.created_at desc, c.id desc limit 1) last
      where last.outcome = 'connected' and last.until > now()),
    'own_hours', (select json_build_object('time_zone', h.time_zone, 'week', h.week)
      from public.own_hours h where h.tenant_id = p.tenant_id and h.user_id = p.user_id),
    'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
      'time_zone', t.time_zone,
      'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
        'keep_recordings_days', t.keep_recordings_days,
      'call_time_limit_seconds', t.call_time_limit_seconds,
      'after_call_seconds', t.after_call_seconds,
      'rooms_url', (select k.url from public.livekit_accounts k
        where k.tenant_id = t.id and k.is_on)))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE OF url, api_key, api_secret_ciphertext, sip_host, region, transport, sip_password_ciphertext, trunk_id, dispatch_rule_id, is_on, has_programmable_sip, silence_seconds ON public.livekit_accounts FOR EACH ROW EXECUTE FUNCTION private.audit_row('livekit', 'api_secret_ciphertext,sip_username,sip_password_ciphertext,room_prefix,trunk_numbers,updated_at');

comment on column public.livekit_accounts.has_programmable_sip is 'Twilio''s Enhanced Programmable SIP Features are on, as an admin says: a <Dial> may have a <Sip> beside a <Number>.';

comment on column public.livekit_accounts.trunk_numbers is 'The numbers (E.164) that the trunk took calls for when it was last set up: only theirs ring in rooms.';

grant select (has_programmable_sip) on table public.livekit_accounts to authenticated;

grant select (trunk_numbers) on table public.livekit_accounts to authenticated;

grant update (has_programmable_sip) on table public.livekit_accounts to authenticated;

reset check_function_bodies;
