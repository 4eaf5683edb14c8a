-- Why a person may not ask this of a call now; null where they may. `k` is what was asked before.
create or replace function private.control_refusal(
  c public.calls, k public.call_controls, legs jsonb, person uuid, want jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when c.id is null then 'call_not_found'
    when c.direction = 'internal' then 'no_customer'
    when c.status <> 'in-progress' or c.stage not in ('connected', 'waiting')
      or not legs @> '[{"side": "customer", "is_talking": true}]' then 'not_talking'
    when not legs @> jsonb_build_array(jsonb_build_object('user_id', person, 'side', 'company',
      'is_talking', true)) then 'not_on_call'
    -- Whoever it was transferred to rings, and the person who asked is still on the line.
    when k.customer_in = 'dial' and c.stage = 'waiting' then 'being_transferred'
    when want ->> 'kind' in ('transfer', 'hold', 'resume', 'add') and k.mode = 'warm'
      and k.target_kind is not null then 'being_transferred'
    when want ->> 'kind' in ('transfer', 'add') and want ->> 'user_id' = person::text
      then 'yourself'
    when want ->> 'kind' = 'add' and jsonb_array_length(legs) >= 10 then 'call_is_full'
    -- An outside number is nobody's: the next one is somebody else.
    when want ->> 'kind' in ('transfer', 'add') and want ? 'user_id'
      and legs @> jsonb_build_array(jsonb_build_object('user_id', want ->> 'user_id',
        'side', 'company')) then 'on_this_call'
    when want ->> 'kind' in ('complete', 'take_back', 'merge') and k.mode is distinct from 'warm'
      then 'no_transfer'
    -- Whoever is asked may talk with both, or leave; what becomes of the call is not theirs.
    when want ->> 'kind' in ('complete', 'take_back') and k.asked_by is distinct from person
      then 'not_yours'
    when want ->> 'kind' in ('complete', 'merge') and not legs @> jsonb_build_array(
      case when k.target_user is null then jsonb_build_object('call_sid', k.target_sid)
        else jsonb_build_object('user_id', k.target_user, 'side', 'company') end
      || '{"is_talking": true}') then 'not_answered'
  end
$$;
revoke all on function private.control_refusal from public;
