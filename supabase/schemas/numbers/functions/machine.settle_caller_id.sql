-- Twilio lets calls of the tenant show a number from now on.
create or replace function machine.settle_caller_id(tenant uuid, caller_id uuid, sid text)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.caller_ids set twilio_sid = sid, verified_at = coalesce(verified_at, now())
    where tenant_id = tenant and id = caller_id;
  return found;
end
$$;

revoke all on function machine.settle_caller_id from public;
grant execute on function machine.settle_caller_id to ringbook_machine;
