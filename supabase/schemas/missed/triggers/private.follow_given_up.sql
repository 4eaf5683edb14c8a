-- The callback of a caller who had talked before was given up, or they were reached after all:
-- their line in the missed inbox. At the end of the transaction, as private.follow_call_written.
create or replace function private.follow_given_up() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
begin
  select * into c from public.calls where tenant_id = new.tenant_id and id = new.call_id;
  -- Until the call is over, its own end does it.
  if c.outcome = 'connected' then perform private.follow_missed(c, c); end if;
  return null;
end
$$;

revoke all on function private.follow_given_up from public;
