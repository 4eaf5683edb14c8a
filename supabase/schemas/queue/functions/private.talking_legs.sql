-- How many legs of the company took the call, by now.
create or replace function private.talking_legs(tenant uuid, call uuid) returns smallint
language sql stable set search_path = pg_catalog, pg_temp as $$
  select count(*)::smallint from public.call_legs l
  where l.tenant_id = tenant and l.call_id = call and l.side = 'company'
    and (l.accepted_at is not null or l.role <> 'rep' and l.answered_at is not null)
$$;
revoke all on function private.talking_legs from public;
