-- Why a person may not supervise this call now; null where they may. `s` is who supervises it, or
-- did last.
create or replace function private.supervision_refusal(c public.calls, k public.call_controls,
  s public.call_supervisions, legs jsonb, person uuid, mode text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case
    when c.id is null then 'call_not_found'
    when (select p.role from public.profiles p where p.tenant_id = c.tenant_id
      and p.user_id = person) = 'rep' then 'not_a_manager'
    when c.direction = 'internal' then 'internal_call'
    when c.stage = 'ended' then 'call_ended'
    when legs @> jsonb_build_array(jsonb_build_object('user_id', person, 'side', 'company'))
      or c.user_id = person and not c.owner_left then 'own_call'
    when c.status <> 'in-progress' or c.stage not in ('connected', 'waiting')
      or not legs @> '[{"side": "customer", "is_talking": true}]'
      or not legs @> '[{"side": "company", "is_talking": true}]' then 'nobody_talks'
    when s.user_id <> person and s.state <> 'gone'
      and (s.applied is not null or s.asked_at > now() - interval '30 seconds')
      then 'supervised_already'
    when k.customer_in = 'dial' and c.stage = 'waiting' or mode = 'take_over' and k.mode = 'warm'
      and k.target_kind is not null then 'being_transferred'
    when (select p.presence from private.presence_of(c.tenant_id, array[person]) p) = 'on_call'
      and (s.user_id is distinct from person or s.state = 'gone') then 'on_another_call'
  end
$$;
revoke all on function private.supervision_refusal from public;
