-- A caller joins the queue of a wish (lib/routing/wishes.ts), or waits on in it: where they stand
-- (QueueFacts of lib/routing/turn.ts), and who was claimed for them if it is their turn. The
-- caller's tenant is locked (private.route_facts), so that the order is exact. Without a position,
-- the queue is full or nobody is left in it, and they do not stand in it.
create or replace function private.queue_turn(tenant uuid, e jsonb, people jsonb, wish jsonb)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  call uuid := (e ->> 'call_id')::uuid;
  queue text := wish ->> 'step';
  route uuid := (select v.route_id from public.route_versions v
    where v.tenant_id = tenant and v.id = (e #>> '{routing,version}')::uuid);
  own public.queue_entries;
  person uuid;
begin
  -- Of chosen people or a group, somebody is still here.
  if jsonb_typeof(wish -> 'people') <> 'array' or exists (
      select from jsonb_array_elements(people) p where wish -> 'people' @> (p -> 'user_id')) then
    own := private.stay_in_queue(tenant, e, route, wish);
  end if;
  if own.call_id is null then return jsonb_build_object('step', queue, 'position', null,
    'ring', null, 'expected_seconds', null, 'may_call_back', false); end if;
  while own.state = 'waiting' and e -> 'from_memory' is null loop
    select l.user_id into person from private.serve_line(tenant, people) l where l.call_id = call;
    exit when person is null;
    if private.claim_person(tenant, call, person) then
      update public.queue_entries q set state = 'ringing', ringing = person
        where q.tenant_id = tenant and q.call_id = call;
      exit;
    end if;
    -- Claimed by a call that is in no queue, at this moment.
    people := (select jsonb_agg(p) from jsonb_array_elements(people) p
      where (p ->> 'user_id')::uuid <> person);
  end loop;
  return jsonb_build_object('step', queue, 'ring', person,
    'position', (select count(*) + 1 from private.queue_line(tenant) l
      where l.route_id = route and l.step = queue and l.call_id <> call
        and (-l.priority, l.joined_at, l.call_id) < (-own.priority, own.joined_at, own.call_id)),
    'expected_seconds', private.expected_wait(tenant, route, queue),
    'may_call_back', not exists (select from public.calls c join public.do_not_call d
      on d.tenant_id = tenant and d.number = c.customer_number
      where c.tenant_id = tenant and c.id = call));
end
$$;
revoke all on function private.queue_turn from public;
