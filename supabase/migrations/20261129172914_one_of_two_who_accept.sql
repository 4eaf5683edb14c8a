set check_function_bodies = off;

-- Records an event of an inbound call, in one round trip with the facts of the next decision that
-- `routing` asks for (lib/record/event.ts). Null, as machine.record_event, for a call that is not
-- this tenant's. `routing.mailbox` says whose a recorded message is.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  facts jsonb := machine.record_event(tenant, e - 'routing');
begin
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id
      from public.recordings r, public.profiles p
      where r.tenant_id = tenant and r.recording_sid = e #>> '{recording,sid}'
        and v.tenant_id = tenant and v.recording_id = r.id
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', case
    when e -> 'routing' ? 'accepts' then private.accept_facts(tenant, e)
    else private.route_facts(tenant, e) end);
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

-- For a person who presses 1: `taken_by` has the caller already, of whom whoever is recorded first
-- gets them; `others` are being asked at this moment. Stored with the event; the same event again
-- gets what was stored.
create or replace function private.accept_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  key text := e ->> 'dedupe_key';
  facts jsonb := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
begin
  if facts is null then
    select jsonb_build_object('others', count(*) > 0, 'taken_by',
        (array_agg(coalesce(p.name, 'A colleague') order by l.accepted_at, l.call_sid)
          filter (where l.accepted_at is not null))[1])
      into facts from public.call_legs l
      left join public.profiles p on p.tenant_id = tenant and p.user_id = l.user_id
      where l.tenant_id = tenant and l.call_id = (e ->> 'call_id')::uuid and l.role = 'rep'
        and l.call_sid <> e ->> 'call_sid' and l.parent_call_sid = e ->> 'parent_call_sid'
        and l.status = 'in-progress';
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts;
end
$$;
revoke all on function private.accept_facts from public;

-- Whether somebody else has the caller, where several people of one <Dial> pressed 1: Twilio
-- connects one of them and ends the legs of the others, so it is whose leg goes on longest.
create or replace function private.accepted_too_late(
  leg public.call_legs, legs public.call_legs[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select exists (select from unnest(legs) o
    where o.parent_call_sid = leg.parent_call_sid and o.call_sid <> leg.call_sid
      and o.role = leg.role and o.accepted_at < coalesce(leg.ended_at, 'infinity')
      and leg.accepted_at < coalesce(o.ended_at, 'infinity')
      and (coalesce(o.ended_at, 'infinity'), leg.accepted_at, leg.call_sid)
        > (coalesce(leg.ended_at, 'infinity'), o.accepted_at, o.call_sid))
$$;
revoke all on function private.accepted_too_late from public;

-- The facts of a call that a webhook's answer depends on; for webhooks that nobody waits for, only
-- where the call stands.
create or replace function private.answer_facts(n public.calls, is_asked boolean) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  contact text;
  company text;
begin
  if not is_asked then
    return jsonb_build_object('status', n.status,
      'hangup_requested', n.hangup_requested_at is not null);
  end if;
  if n.contact_id is not null then
    select k.name, nullif(k.company, '') into contact, company from public.contacts k
      where k.tenant_id = n.tenant_id and k.id = n.contact_id;
  end if;
  return jsonb_build_object('call_id', n.id, 'direction', n.direction,
    'from_number', n.from_number, 'to_number', n.to_number, 'contact_name', contact,
    'contact_company', company, 'status', n.status, 'recording_requested', n.recording_requested,
    'hangup_requested', n.hangup_requested_at is not null);
end
$$;
revoke all on function private.answer_facts from public;

-- When people on both sides of a call were together; null if they never were.
create or replace function private.find_talk(
  c public.calls, legs public.call_legs[], spans public.call_spans[],
  recordings public.recordings[]) returns private.talk
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  leg public.call_legs;
  parent public.call_legs;
  other public.call_legs;
  b private.bridge;
  bridges private.bridge[] := '{}';
  t private.talk;
  is_unconfirmed boolean := false;
begin
  foreach leg in array legs loop
    continue when leg.parent_call_sid is null;
    continue when leg.answered_at is null and leg.accepted_at is null
      and leg.status not in ('in-progress', 'completed');
    if leg.role = 'rep' and leg.medium = 'phone' and leg.accepted_at is null then
      is_unconfirmed := is_unconfirmed or leg.status = 'completed';
      continue;
    end if;
    continue when cardinality(legs) > 1 and private.accepted_too_late(leg, legs);
    parent := null;
    foreach other in array legs loop
      if other.call_sid = leg.parent_call_sid then parent := other; end if;
    end loop;
    continue when leg.side not in ('customer', 'company')
      or leg.side = parent.side and c.direction <> 'internal';
    b := private.find_bridge(leg, parent, legs, spans);
    continue when b.call_sid is null;
    bridges := bridges || b;
    if cardinality(bridges) = 1 or b.began_at < t.answered_at then
      t.answered_at := b.began_at;
      if leg.side = 'customer' then
        t.reason := 'customer_answered';
        t.owner_id := parent.user_id;
        -- Twilio counts a customer's leg from its answer to its end.
        t.seconds := leg.duration_seconds;
      else
        t.reason := case when c.direction = 'internal' then 'colleague_answered'
                         else 'rep_accepted' end;
        t.owner_id := leg.user_id;
        t.seconds := null;
      end if;
    end if;
  end loop;
  if cardinality(bridges) = 0 then
    if is_unconfirmed and c.direction = 'inbound' then
      b := private.presume_bridge(legs, recordings);
    end if;
    if b.call_sid is not null then
      bridges := array[b];
      t.answered_at := b.began_at;
      t.reason := 'presumed_accepted';
      select l.user_id into t.owner_id from unnest(legs) l where l.call_sid = b.call_sid;
    elsif cardinality(spans) = 0 then
      return null;
    end if;
  end if;
  return private.sum_talk(c, legs, spans, bridges, t);
end
$$;
revoke all on function private.find_talk from public;

reset check_function_bodies;
