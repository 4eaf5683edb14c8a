-- Who scheduled a message, or a manager or admin, takes it back before it is sent. Its text; null
-- when it is too late, or not theirs.
create or replace function machine.cancel_message(tenant uuid, person uuid, message uuid,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  said text;
begin
  update public.messages m set status = 'canceled', version = m.version + 1
    where m.tenant_id = tenant and m.id = message and m.status = 'scheduled'
      and exists (select from public.profiles p where p.tenant_id = tenant
        and p.user_id = person and p.removed_at is null
        and (p.role <> 'rep' or p.user_id = m.user_id))
    returning m.body into said;
  if said is null then return null; end if;
  insert into public.message_events
      (tenant_id, message_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, message, 'cancel', jsonb_build_object('user_id', person),
      'cancel:' || message, at);
  return said;
end
$$;

revoke all on function machine.cancel_message from public;
grant execute on function machine.cancel_message to ringbook_machine;
