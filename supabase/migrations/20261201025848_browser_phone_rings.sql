set check_function_bodies = off;

-- Notes what a person wants of a call they talk on: { kind: hold | resume | transfer | complete |
-- take_back | merge | add, mode, to: person | number | voicemail | route, user_id, number, place,
-- route, step }; a caller who rings them, `unanswered`, is sent to their own voicemail. Gives what
-- Twilio must be told about: the legs, whom to ring, and what was asked before. { done: true } where
-- it is so already; { refused } where it cannot be.
create or replace function machine.ask_control(tenant uuid, person uuid, target uuid, want jsonb,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  was public.call_controls;
  legs jsonb;
  no text;
  rings jsonb;
  is_hold boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null) then return jsonb_build_object('refused', 'call_not_found'); end if;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  select * into was from public.call_controls where tenant_id = tenant and call_id = target;
  legs := private.control_legs(tenant, target);
  if want ? 'unanswered' and was.target_kind = 'voicemail' and was.asked_by = person
    and c.ended_at is null then return jsonb_build_object('done', true); end if;
  no := case when want ? 'unanswered' then private.unanswered_refusal(c, was, person)
    else private.control_refusal(c, was, legs, person, want) end;
  if no is not null then return jsonb_build_object('refused', no); end if;
  is_hold := was.customer_in is not distinct from 'hold';
  if want ->> 'kind' = 'hold' and is_hold or want ->> 'kind' = 'resume' and not is_hold then
    return jsonb_build_object('done', true);
  end if;
  if want ->> 'kind' in ('transfer', 'add') then
    rings := private.transfer_target(tenant, c, want);
    if rings ? 'refused' then return rings; end if;
  end if;
  perform private.write_control(private.asked_control(c, was, person, want, at));
  return private.asked_of(c, was, legs) || jsonb_build_object('rings', rings);
end
$$;
revoke all on function machine.ask_control from public;
grant execute on function machine.ask_control to ringbook_machine;

-- A person declines a caller whom their browser or phones ring: gives those of their legs that ring,
-- while the call rings on for others. None of a leg that has been declined already. Null for a call
-- that does not come in.
create or replace function machine.begin_decline(tenant uuid, person uuid, target uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  own jsonb;
  said jsonb := jsonb_build_object('step', jsonb_build_object('kind', 'declined',
    'facts', jsonb_build_object('user_id', person)));
begin
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or not exists (select from public.profiles where tenant_id = tenant
    and user_id = person and removed_at is null) then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if c.direction <> 'inbound' then return null; end if;
  if not private.has_rung(c, person) then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  own := (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role)
      order by l.call_sid), '[]')
    from public.call_legs l
    where l.tenant_id = tenant and l.call_id = target and l.user_id = person
      and l.status < 'completed' and l.accepted_at is null);
  if own = '[]' and c.ended_at is null and c.stage <> 'connected' and not exists (select
      from public.call_legs l
      where l.tenant_id = tenant and l.call_id = target and l.user_id = person) then
    return jsonb_build_object('refused', 'rings_not_yet');
  end if;
  if own <> '[]' then
    perform machine.record_event(tenant, said || jsonb_build_object('type', 'rest.control',
      'call_id', target, 'dedupe_key', 'control:' || target || ':declined:' || person || ':' || at,
      'occurred_at', at, 'received_at', at, 'data', said));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext, 'legs', own)
    from (select) as once left join public.twilio_accounts a on a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_decline from public;
grant execute on function machine.begin_decline to ringbook_machine;

-- The event whose answer rings a person for a caller, as lib/voice/explain.ts reads it: null for a
-- call that has not rung them, is answered or over.
create or replace function machine.ring_event(tenant uuid, person uuid, target uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
begin
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or c.direction <> 'inbound' or c.ended_at is not null or c.stage = 'connected'
    or not private.has_rung(c, person) then
    return null;
  end if;
  return (select jsonb_build_object('event_type', v.event_type, 'event_data', v.event_data,
      'query', v.query, 'answered_from', v.answered_from, 'created_at', v.created_at)
    from public.call_events v
    where v.tenant_id = tenant and v.call_id = target and v.answered_from is not null
      and v.call_sid = c.twilio_call_sid
    order by v.occurred_at desc, v.id desc limit 1);
end
$$;
revoke all on function machine.ring_event from public;
grant execute on function machine.ring_event to ringbook_machine;

-- Whether a call that comes in rings a person, or has: by their number, a route or a transfer.
create or replace function private.has_rung(c public.calls, person uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return c.user_id is not distinct from person or person = any (c.also_on)
    or exists (select from private.ring_claims k
      where k.tenant_id = c.tenant_id and k.user_id = person and k.call_id = c.id)
    or exists (select from public.call_legs l
      where l.tenant_id = c.tenant_id and l.call_id = c.id and l.user_id = person);
end
$$;
revoke all on function private.has_rung from public;

-- Why a person may not send a caller who rings them to their voicemail; null where they may. `k` is
-- what was asked of the call before.
create or replace function private.unanswered_refusal(
  c public.calls, k public.call_controls, person uuid) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  seen record;
begin
  if c.id is null then return 'call_not_found'; end if;
  select bool_or(l.user_id = person) as has_rung,
      bool_or(l.user_id = person and l.status < 'completed') as rings,
      bool_or(l.user_id is distinct from person and l.status < 'completed') as rings_others,
      bool_or(l.accepted_at is not null) as is_answered
    into seen from public.call_legs l
    where l.tenant_id = c.tenant_id and l.call_id = c.id and l.side = 'company';
  return case
    when c.direction <> 'inbound' or not private.has_rung(c, person) then 'rings_another'
    when c.ended_at is not null or exists (select from public.call_legs l
      where l.tenant_id = c.tenant_id and l.call_id = c.id and l.role = 'caller'
        and l.status >= 'completed') then 'call_ended'
    when c.stage = 'connected' or seen.is_answered then 'answered_already'
    when k.call_id is not null then 'being_transferred'
    when seen.has_rung and not seen.rings then 'rings_no_more'
    when seen.rings_others then 'rings_several' end;
end
$$;
revoke all on function private.unanswered_refusal from public;

reset check_function_bodies;
