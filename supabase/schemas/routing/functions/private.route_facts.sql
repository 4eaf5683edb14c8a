-- What a route's next decision depends on besides the call (lib/routing/turn.ts), after claiming
-- whom it is about to ring. Stored with the event, without phones; the same event again gets what
-- was stored. `phones` are those of the people who may be rung, `in_browser` who may be there.
create or replace function private.route_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  people jsonb;
  phones jsonb;
  in_browser jsonb;
  owner uuid;
  spoke record;
  facts jsonb;
  claimed jsonb;
  wishes jsonb := private.group_wishes(tenant, coalesce(e #> '{routing,wishes}', '[]'));
begin
  if wishes @> '[{"whom": "queue"}]' then
    -- One caller of a tenant at a time, before it is read who is free: the order is exact.
    perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'name', r.name,
      'availability', r.availability, 'has_phone', r.phone is not null,
      'rung_at', floor(extract(epoch from r.rung_at) * 1000),
      'talked_at', floor(extract(epoch from r.talked_at) * 1000))
      || case when r.further is null then '{}'
        else jsonb_build_object('further', cardinality(r.further)) end
      || case when own.ordered is null then '{}'
        else jsonb_build_object('browser_at', own.browser_at) end), '[]'),
      coalesce(jsonb_object_agg(r.user_id, coalesce(own.ordered,
        array_remove(array[r.phone], null) || coalesce(r.further, '{}'))), '{}'),
      coalesce(jsonb_agg(r.user_id) filter (where r.in_browser), '[]')
    into people, phones, in_browser
    from private.routed_people(tenant, call,
      array(select jsonb_array_elements_text(e #> '{routing,callers}'))) r
    left join lateral (select o.* from public.call_devices d cross join lateral
        private.own_order(tenant, d.user_id, array[r.phone] || r.further, d.in_turn) o
      where d.tenant_id = tenant and d.user_id = r.user_id and d.in_turn is not null) own on true;
  facts := (select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key);
  if facts is null then
    -- Looked up where the next steps ask for them.
    if wishes @> '[{"whom": "owner"}]' then
      select x.owner_id into owner from public.calls c join public.contacts x
        on x.tenant_id = c.tenant_id and x.id = c.contact_id
        where c.tenant_id = tenant and c.id = call;
    end if;
    select null::uuid as user_id, null::timestamptz as ended_at into spoke;
    if wishes @> '[{"whom": "last_speaker"}]' then
      select l.user_id, l.ended_at into spoke from public.calls l
        where l.tenant_id = tenant and l.id <> call and l.outcome = 'connected'
          and l.ended_at is not null and l.user_id is not null
          -- Of callers who withhold their number nobody knows who they are.
          and l.customer_number = (select c.customer_number from public.calls c
            where c.tenant_id = tenant and c.id = call
              and private.missed_caller(c) = c.customer_number)
        order by l.created_at desc, l.id desc limit 1;
    end if;
    if jsonb_path_exists(wishes, '$[*].again') then
      -- Who has declined on one of theirs is not rung on the next.
      people := (select jsonb_agg(case when exists (select from public.call_steps s
          where s.tenant_id = tenant and s.call_id = call and s.kind = 'declined'
            and s.facts -> 'user_id' = p -> 'user_id')
        then p || '{"availability": "declined"}' else p end)
        from jsonb_array_elements(people) p);
    end if;
    if e -> 'from_memory' is null then
      claimed := private.claim_people(tenant, e, people, (
        select jsonb_agg(case w ->> 'whom'
          when 'owner' then w || jsonb_build_object('people', jsonb_strip_nulls(
            jsonb_build_array(owner)))
          when 'last_speaker' then w || jsonb_build_object('people', case
            when spoke.ended_at >= now() - (w ->> 'days')::integer * interval '1 day'
            then jsonb_build_array(spoke.user_id) else '[]' end)
          else w end) from jsonb_array_elements(wishes) w));
      people := claimed -> 'people';
    end if;
    perform private.leave_queue(tenant, e, claimed #>> '{queue,position}' is not null);
    facts := jsonb_build_object('owner_id', owner, 'last_speaker', case
        when spoke.user_id is not null then jsonb_build_object('user_id', spoke.user_id,
          'at', floor(extract(epoch from spoke.ended_at) * 1000)) end,
      'queue', claimed -> 'queue', 'people', people, 'in_browser', in_browser,
      'reloading', private.reloading(tenant, in_browser), 'groups', (
        select coalesce(jsonb_object_agg(w ->> 'group', w -> 'people'), '{}')
        from jsonb_array_elements(wishes) w where w ? 'group'))
      || private.agent_facts(tenant, e);
    update public.call_events set answered_from = answered_from
        || jsonb_build_object('routing', facts)
      where tenant_id = tenant and dedupe_key = key and answered_from is not null;
  end if;
  return facts || jsonb_build_object('phones', phones);
end
$$;
revoke all on function private.route_facts from public;
