set check_function_bodies = off;

-- Records an event of an inbound call, in one round trip with the facts of the next decision that
-- `routing` asks for (lib/record/event.ts). Null, as machine.record_event, for a call that is not
-- this tenant's. `routing.mailbox` says whose the call's message is, unless that was recorded
-- before: people may have given it to somebody since. With `check_blocked`, a blocked caller's call
-- is recorded with the step that says so, and claims nobody.
create or replace function machine.take_event(tenant uuid, e jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  blocked text := private.caller_block(tenant, e);
  facts jsonb;
  message uuid;
begin
  if e -> 'routing' ? 'mailbox' then
    message := (select v.id from public.voicemails v
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid limit 1);
    if message is not null and exists (select from public.call_events v
        where v.tenant_id = tenant and v.dedupe_key = e ->> 'dedupe_key') then
      e := e - 'routing';
    end if;
  end if;
  if blocked is not null then
    e := e || jsonb_build_object('step', jsonb_build_object('kind', 'blocked', 'reason', blocked),
      'answered_from', e -> 'answered_from' || jsonb_build_object('blocked', blocked));
  end if;
  facts := machine.record_event(tenant, e - array['routing', 'check_blocked']);
  if blocked is not null then return facts || jsonb_build_object('blocked', blocked); end if;
  if facts is null or e -> 'routing' is null then return facts; end if;
  if e -> 'routing' ? 'mailbox' then
    update public.voicemails v set mailbox_id = p.user_id from public.profiles p
      where v.tenant_id = tenant and v.call_id = (e ->> 'call_id')::uuid and v.mailbox_id is null
        and p.tenant_id = tenant and p.user_id = (e #>> '{routing,mailbox}')::uuid
        -- Of whoever left, it stays everybody's.
        and p.removed_at is null;
    -- It was everybody's until now: it is news to nobody else any more.
    if found then
      perform private.settle_notifications(tenant, '{voicemail,shared_voicemail}', message);
    end if;
    return facts;
  end if;
  return facts || jsonb_build_object('routing', case
    when e -> 'routing' ? 'accepts' then private.accept_facts(tenant, e)
    else private.route_facts(tenant, e) end);
end
$$;
revoke all on function machine.take_event from public;
grant execute on function machine.take_event to ringbook_machine;

-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  phones jsonb;
  owner uuid;
  spoke record;
  facts jsonb;
  wishes jsonb := coalesce(e #> '{routing,wishes}', '[]');
begin
  select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'availability', r.availability,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))), '[]'),
      coalesce(jsonb_object_agg(r.user_id, r.phone) filter (where r.phone is not null), '{}')
    into people, phones
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r;
  facts := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
  if facts is null then
    -- Looked up where the next steps ask for them.
    if wishes @> '[{"whom": "owner"}]' then
      select x.owner_id into owner from public.calls c join public.contacts x
        on x.tenant_id = c.tenant_id and x.id = c.contact_id
        where c.tenant_id = tenant and c.id = call;
    end if;
    select l.user_id, l.ended_at into spoke from public.calls l
      where wishes @> '[{"whom": "last_speaker"}]'
        and l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
        and l.ended_at is not null
        and l.customer_number = (select c.customer_number from public.calls c
          where c.tenant_id = tenant and c.id = call)
      order by l.created_at desc, l.id desc limit 1;
    if e -> 'from_memory' is null then
      people := private.claim_people(tenant, call, people, (
        select jsonb_agg(case w ->> 'whom'
          when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
            jsonb_build_array(owner)))
          when 'last_speaker' then w || jsonb_build_object('people', case
            when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
            then jsonb_build_array(spoke.user_id) else '[]' end)
          else w end) from jsonb_array_elements(wishes) w));
    end if;
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'people', people);
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', phones);
end
$$;
revoke all on function private.route_facts from public;

reset check_function_bodies;
