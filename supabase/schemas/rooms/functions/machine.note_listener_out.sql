-- Whether somebody who listens in a room of a call may listen no more, or has signed out, and is to
-- be taken out. That they may not is in the activity log, once for each call and person.
create or replace function machine.note_listener_out(tenant uuid, person uuid, target uuid)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said constant jsonb := jsonb_build_object('call_id', target);
begin
  if private.is_manager(tenant, person) then return private.has_signed_out(person); end if;
  if not exists (select from public.audit_log a where a.tenant_id = tenant
      and a.action = 'call.listening_ended' and a.created_at > now() - interval '1 day'
      and a.subject = person::text and a.detail = said) then
    perform private.audit(tenant, null, 'call.listening_ended', person::text, said);
  end if;
  return true;
end
$$;
revoke all on function machine.note_listener_out from public;
grant execute on function machine.note_listener_out to ringbook_machine;
