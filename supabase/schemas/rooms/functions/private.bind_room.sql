-- Makes the row of a room that livekit-sip has put a call into; without a call where it is not the
-- tenant's, or did not come by the tenant's own trunk. Its silence is that of the call's route,
-- where that has one.
create or replace function private.bind_room(tenant uuid, e jsonb) returns public.rooms
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  r public.rooms;
  said_of uuid := (e ->> 'call')::uuid;
  agrees boolean;
begin
  agrees := exists (select from public.calls c where c.tenant_id = tenant and c.id = said_of)
    and exists (select from public.livekit_accounts a
      where a.tenant_id = tenant and a.trunk_id = e ->> 'trunk');
  insert into public.rooms as k (tenant_id, call_id, name, kind, silence_seconds, started_at,
      ended_at, end_reason, closed_at)
    values (tenant, case when agrees then said_of end, e ->> 'room', 'call',
      case when e ? 'silence_seconds' then (e ->> 'silence_seconds')::integer
        else (select a.silence_seconds from public.livekit_accounts a
          where a.tenant_id = tenant) end,
      (e ->> 'at')::timestamptz,
      case when not agrees then now() end, case when not agrees then 'mismatch' end,
      case when not agrees then now() end)
  on conflict (tenant_id, name) do update set started_at = least(k.started_at, excluded.started_at)
  returning * into r;
  return r;
end
$$;
revoke all on function private.bind_room from public;
