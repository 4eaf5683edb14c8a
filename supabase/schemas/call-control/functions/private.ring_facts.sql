-- Whoever transferred the call of an event, who is to be rung for it again. Stored with the event
-- without their phones; the same event again gets what was stored.
create or replace function private.ring_facts(tenant uuid, e jsonb) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  key text := e ->> 'dedupe_key';
  facts jsonb;
  own_phone text;
  others text[];
begin
  select jsonb_build_object('user_id', r.user_id, 'name', r.name, 'availability', r.availability,
      'in_browser', r.in_browser, 'has_phone', r.phone is not null,
      'further', coalesce(cardinality(r.further), 0)), r.phone, r.further
    into facts, own_phone, others
    from public.call_controls k
    cross join private.routed_people(tenant, call, '{}') r
    where k.tenant_id = tenant and k.call_id = call and r.user_id = k.asked_by;
  facts := coalesce((select v.answered_from -> 'routing' from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = key), facts);
  if facts is null then return null; end if;
  update public.call_events set answered_from = answered_from
      || jsonb_build_object('routing', facts)
    where tenant_id = tenant and dedupe_key = key and answered_from is not null
      and not answered_from ? 'routing';
  return facts || jsonb_build_object('phone', own_phone,
    'further_phones', coalesce(to_jsonb(others), '[]'));
end
$$;
revoke all on function private.ring_facts from public;
