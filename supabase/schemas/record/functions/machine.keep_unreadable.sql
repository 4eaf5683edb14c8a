-- Stores a signed webhook whose fields cannot be parsed. Returns null if it names a call that is
-- not the tenant's.
create or replace function machine.keep_unreadable(tenant uuid, e jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (e ->> 'names_call')::boolean
     and not exists (select from public.calls where tenant_id = tenant
       and id = (e ->> 'call_id')::uuid) then
    return null;
  end if;
  insert into public.call_events (tenant_id, call_id, call_sid, event_type, event_data, query,
    dedupe_key, occurred_at, created_at, problem)
    values (tenant, (e ->> 'call_id')::uuid, e ->> 'call_sid', e ->> 'type', e -> 'data',
      e ->> 'query', e ->> 'dedupe_key',
      (e ->> 'received_at')::timestamptz, (e ->> 'received_at')::timestamptz, e ->> 'problem')
  on conflict (tenant_id, dedupe_key) do nothing;
  return true;
end
$$;

revoke all on function machine.keep_unreadable from public;
grant execute on function machine.keep_unreadable to ringbook_machine;
