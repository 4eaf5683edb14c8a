-- Why the call of an event that asks (`check_blocked`) is to ring nobody; null: it may. The same
-- event again gets what was stored with it, whoever was blocked or unblocked meanwhile. A call that
-- was answered from memory rang already.
create or replace function private.caller_block(tenant uuid, e jsonb) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  was text;
begin
  if e -> 'check_blocked' is null or e -> 'from_memory' is not null then return null; end if;
  select v.answered_from ->> 'blocked' into was from public.call_events v
    where v.tenant_id = tenant and v.dedupe_key = e ->> 'dedupe_key';
  if found then return was; end if;
  perform from public.blocked_callers b where b.tenant_id = tenant and b.number = e ->> 'from';
  return case when found then 'listed' end;
end
$$;
revoke all on function private.caller_block from public;
