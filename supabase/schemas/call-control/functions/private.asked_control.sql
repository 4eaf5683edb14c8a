-- What was asked of a call, with what is wanted now.
create or replace function private.asked_control(
  c public.calls, k public.call_controls, person uuid, want jsonb, at timestamptz)
  returns public.call_controls
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  kind text := want ->> 'kind';
  -- Whoever comes in leaves the customer where they are.
  holds boolean := kind = 'hold' or kind = 'transfer' and want ->> 'mode' = 'warm'
    or kind in ('add', 'join') and k.customer_in is not distinct from 'hold';
begin
  k.tenant_id := c.tenant_id;
  k.call_id := c.id;
  k.changes := coalesce(k.changes, 0) + 1;
  k.updated_at := at;
  if holds and k.customer_in is distinct from 'hold' then
    k.held_by := person;
    k.held_at := at;
  elsif not holds then
    k.held_by := null;
    k.held_at := null;
  end if;
  k.customer_in := case when holds then 'hold' when kind = 'transfer' then 'dial' else 'room' end;
  if kind = 'transfer' then
    k.asked_by := person;
    k.asked_at := at;
    k.mode := want ->> 'mode';
    k.target_kind := want ->> 'to';
    k.target_user := (want ->> 'user_id')::uuid;
    k.target_number := want ->> 'number';
    k.target_sid := null;
    k.target_state := case when k.mode = 'warm' then 'ringing' end;
  elsif kind <> 'hold' and kind <> 'resume' then
    k.mode := null;
    k.target_kind := null;
    k.target_user := null;
    k.target_number := null;
    k.target_sid := null;
    k.target_state := null;
  end if;
  return k;
end
$$;
revoke all on function private.asked_control from public;
