-- What the telephone may ask and do, beside recording events. Tenant and user come from the session or the verified signature.

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when nobody has saved it.
create function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number, 'forward_user_id', n.forward_to, 'forward_phone', ph.phone)
                       order by n.created_at, n.id)
      from public.phone_numbers n
      left join public.profiles p on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
      left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
        -- The company's own number would ring itself.
        and not exists (select from public.phone_numbers own where own.tenant_id = t.id and own.number = ph.phone)
      where n.tenant_id = t.id), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account
$$;

-- Writes the queued call of a rep, or says why not: { refused: reason }. A key that was used before gives that call again.
create function machine.begin_call(tenant uuid, caller uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  contact uuid := (request ->> 'contact_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  line public.phone_numbers;
  settings public.tenants;
  agent_phone text;
  proven boolean;
  record boolean;
  verdict jsonb;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = caller and removed_at is null) then
    return jsonb_build_object('refused', 'not_a_member');
  end if;
  -- One at a time per tenant, for these few milliseconds: what is counted below is exact, and two clicks see each other.
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  verdict := private.call_of_key(tenant, caller, request -> 'key');
  if verdict is not null then return verdict; end if;
  if contact is not null and not exists (select from public.contacts where tenant_id = tenant and id = contact) then
    return jsonb_build_object('refused', 'contact_not_found');
  end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts where tenant_id = tenant;
  select * into line from public.phone_numbers where tenant_id = tenant order by created_at, id limit 1;
  if account.tenant_id is null or line.id is null then return jsonb_build_object('refused', 'twilio_not_configured'); end if;
  select phone, verified_at is not null into agent_phone, proven from public.personal_phones ph where tenant_id = tenant and user_id = caller
    and not exists (select from public.phone_numbers own where own.tenant_id = tenant and own.number = ph.phone);
  if agent_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
  if not proven then return jsonb_build_object('refused', 'phone_not_verified'); end if;
  if request ->> 'to' in (agent_phone, line.number) then return jsonb_build_object('refused', 'own_number'); end if;
  if exists (
    select from public.calls
    where tenant_id = tenant and user_id = caller and ended_at is null
      and status in ('queued', 'ringing', 'in-progress')
      and (direction = 'outbound' or stage in ('ringing_agent', 'confirming', 'connected'))
  ) then return jsonb_build_object('refused', 'call_in_progress'); end if;
  verdict := coalesce(private.number_refusal(settings, request, agent_phone), private.limit_refusal(settings, caller, at));
  if verdict is not null then
    perform private.audit(tenant, caller, 'call.refused', contact::text, jsonb_build_object('reason', verdict ->> 'refused',
      'country', request -> 'to_place' ->> 'country', 'ends_in', right(request ->> 'to', 2)));
    return verdict;
  end if;

  record := settings.recording_enabled and coalesce((request ->> 'record')::boolean, true);
  insert into public.calls (id, tenant_id, direction, from_number, to_number, contact_id, user_id, phone_number_id,
      recording_requested, created_at, next_check_at)
    values (call_id, tenant, 'outbound', line.number, request ->> 'to',
      coalesce(contact, private.contact_for(tenant, request ->> 'to')), caller, line.id,
      record, at, at + interval '60 seconds');
  -- Kept before Twilio is asked: whatever happens to us next, the sweep knows what to look for.
  insert into public.call_events (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_build_object('from', line.number, 'to', agent_phone, 'user_id', caller),
      'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', line.number, 'agent_phone', agent_phone, 'recording_requested', record,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

-- A person may end their own calls, a manager or admin any of the tenant. Gives the legs that are not over yet.
create function machine.begin_hangup(tenant uuid, person uuid, target uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then return jsonb_build_object('refused', 'call_not_found'); end if;
  if c.user_id is distinct from person and person_role = 'rep' then return jsonb_build_object('refused', 'not_your_call'); end if;
  if c.ended_at is null then
    perform machine.record_event(tenant, jsonb_build_object('type', 'hangup', 'call_id', target, 'dedupe_key', 'hangup:' || target || ':' || person,
      'occurred_at', at, 'received_at', at, 'data', jsonb_build_object('user_id', person)));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
      'direction', c.direction, 'ended', c.ended_at is not null,
      'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'status', l.status, 'parent_call_sid', l.parent_call_sid)
                                order by l.parent_call_sid nulls first)
               from public.call_legs l
               where l.tenant_id = tenant and l.call_id = target and l.status < 'completed'), '[]'::jsonb))
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;

-- Where a recording lies, for someone who may hear it; null for everyone else.
create function machine.recording(tenant uuid, person uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('recording_sid', r.recording_sid, 'status', r.status, 'channels', r.channels,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)
  from public.recordings r
  join public.calls c on c.tenant_id = r.tenant_id and c.id = r.call_id
  join public.profiles p on p.tenant_id = r.tenant_id and p.user_id = person and p.removed_at is null
  join public.twilio_accounts a on a.tenant_id = r.tenant_id
  where r.tenant_id = tenant and r.id = target and (p.role in ('manager', 'admin') or c.user_id = person)
$$;

-- An admin's own tenant's credentials, to test them and to read its numbers at Twilio.
create function machine.credentials(tenant uuid, person uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)
  from public.twilio_accounts a
  join public.profiles p on p.tenant_id = a.tenant_id and p.user_id = person and p.removed_at is null and p.role = 'admin'
  where a.tenant_id = tenant
$$;

-- The app has seen Twilio accept these credentials. Whoever saved the account before without ever being accepted gives way.
create function machine.save_twilio_account(tenant uuid, person uuid, saved jsonb, at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles
                 where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  delete from public.twilio_accounts
    where account_sid = saved ->> 'account_sid' and tenant_id <> tenant and verified_at is null;
  insert into public.twilio_accounts (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at)
    values (tenant, saved ->> 'account_sid', saved ->> 'auth_token_ciphertext', saved ->> 'auth_token_last_four', at)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid, auth_token_ciphertext = excluded.auth_token_ciphertext,
    auth_token_last_four = excluded.auth_token_last_four, verified_at = excluded.verified_at, updated_at = at;
  return 'saved';
exception when unique_violation then
  return 'taken';
end
$$;

-- The legs whose price alone is missing; null when Twilio has to be asked for more than that: the call goes on, its legs and
-- recordings were not listed since its end, or a recording is still awaited.
create function private.unpriced_legs(c public.calls) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_agg(l.call_sid) from public.call_legs l
  where c.ended_at is not null and l.tenant_id = c.tenant_id and l.call_id = c.id and l.status = 'completed' and l.price is null
    and exists (select from public.call_events e
                where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'rest.fetch' and e.call_sid = c.twilio_call_sid
                  and e.created_at > c.ended_at + interval '30 seconds'
                  and e.event_data ->> 'status' in ('completed', 'busy', 'no-answer', 'failed', 'canceled'))
    -- Comparing the list of calls fetches legs too, but not recordings: one that is expected and not known has to be asked for.
    and (not c.recording_requested or c.outcome is distinct from 'connected'
      or exists (select from public.recordings r where r.tenant_id = c.tenant_id and r.call_id = c.id))
    and not exists (select from public.recordings r where r.tenant_id = c.tenant_id and r.call_id = c.id and r.status = 'in-progress')
    and (not c.recording_requested or c.outcome <> 'connected'
      or exists (select from public.recordings r where r.tenant_id = c.tenant_id and r.call_id = c.id))
$$;
revoke all on function private.unpriced_legs(public.calls) from public;

-- Calls that Twilio should be asked about, each handed to one sweep at a time.
create function machine.claim_checks(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with due as (
    select c.tenant_id, c.id from public.calls c
    where c.settled_at is null and c.next_check_at <= at
    order by c.next_check_at limit how_many for update skip locked
  ), claimed as (
    update public.calls c set next_check_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id and c.id = due.id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'call_id', c.id, 'direction', c.direction,
      'twilio_call_sid', c.twilio_call_sid, 'from_number', c.from_number, 'created_at', c.created_at, 'ended_at', c.ended_at,
      'create_lost', c.create_lost, 'hangup_requested', c.hangup_requested_at is not null, 'user_id', c.user_id,
      'agent_phone', (select e.event_data ->> 'to' from public.call_events e
                      where e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'initiate' limit 1),
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
      'unpriced', private.unpriced_legs(c),
      'legs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role, 'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)), '[]'::jsonb)
               from public.call_legs l where l.tenant_id = c.tenant_id and l.call_id = c.id)
    ) order by c.created_at), '[]'::jsonb)
  from claimed c
  left join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

-- After asking: settled when nothing is missing, else when to ask again, later and later, for 7 days. A call that
-- outlived its time limit by an hour without Twilio saying how is ended as unknown: it blocks nobody.
create function machine.finish_check(tenant uuid, target uuid, at timestamptz, asked boolean default true) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  longest integer;
  complete boolean;
begin
  select call_time_limit_seconds into longest from public.tenants where id = tenant;
  select * into c from public.calls where tenant_id = tenant and id = target for update;
  if not found then return true; end if;
  if c.ended_at is null and at - c.created_at > make_interval(secs => longest) + interval '1 hour' then
    perform machine.record_event(tenant, jsonb_build_object('type', 'rest.gone', 'call_id', target, 'dedupe_key', 'rest:gone:' || target,
      'occurred_at', at, 'received_at', at, 'error', jsonb_build_object('message', 'Twilio could not be asked what became of this call.'),
      'data', '{}'::jsonb));
    select * into c from public.calls where tenant_id = tenant and id = target;
  end if;
  complete := c.ended_at is not null and (
    at - c.ended_at > interval '7 days'
    or (c.error_message is not null and c.twilio_call_sid is null)
    or (c.price is not null
      -- Twilio has to have been asked for recordings before it can be said that there is none.
      and asked and not exists (select from public.recordings where tenant_id = tenant and call_id = target and status = 'in-progress')
      and (not c.recording_requested or c.outcome <> 'connected' or at - c.ended_at > interval '1 minute'
        or exists (select from public.recordings where tenant_id = tenant and call_id = target))));
  update public.calls set
    settled_at = case when complete then at end,
    next_check_at = case
      -- A hang-up, or the news that a create's answer was lost, came while Twilio was being asked: it waits for no later check.
      when c.ended_at is null and c.next_check_at <= now() then c.next_check_at
      when c.ended_at is null then at + least(greatest((at - c.created_at) / 10, interval '15 seconds'), interval '10 minutes')
      else at + least(greatest((at - c.ended_at) / 2, interval '5 seconds'), interval '6 hours') end
  where tenant_id = tenant and id = target;
  return complete;
end
$$;

-- Of these CallSids of a tenant, the ones nothing here knows: no call, and no proof of a phone.
create function machine.unknown_legs(tenant uuid, sids jsonb) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(jsonb_agg(s), '[]'::jsonb) from jsonb_array_elements_text(sids) as s
    where not exists (select from public.call_legs l where l.tenant_id = tenant and l.call_sid = s)
      and not exists (select from public.phone_proofs p where p.tenant_id = tenant and p.call_sid = s));
end
$$;

create function machine.health() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select true $$;

revoke all on all functions in schema machine from public;
grant execute on all functions in schema machine to ringbook_machine;
