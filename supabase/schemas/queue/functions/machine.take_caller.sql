-- A manager wants a caller next, wherever they stand in line; why not, or null. What comes of it is
-- the next turn's (private.serve_line); after a minute the caller is everybody's again.
create or replace function machine.take_caller(tenant uuid, person uuid, call uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  availability text;
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  select r.availability into availability from private.routed_people(tenant, call, '{}') r
    where r.user_id = person;
  if not private.is_manager(tenant, person) then return 'not_waiting'; end if;
  if coalesce(availability, 'no_phone') = 'no_phone' then return 'no_phone'; end if;
  -- Also of who takes no calls.
  if private.is_on_call(tenant, person, call)
    or exists (select from private.ring_claims k where k.tenant_id = tenant
      and k.user_id = person and k.call_id <> call and not private.is_claim_over(k)) then
    return 'on_call';
  end if;
  update public.queue_entries q set taken_by = person, taken_at = now()
    where q.tenant_id = tenant and q.call_id = call and q.state in ('waiting', 'callback');
  if not found then return 'not_waiting'; end if;
  perform private.audit(tenant, person, 'caller.taken', call::text, '{}');
  return null;
end
$$;
revoke all on function machine.take_caller from public;
grant execute on function machine.take_caller to ringbook_machine;
