-- Who scheduled a message, or a manager or admin, changes its text before it is sent, if it still
-- is what they saw. False when it is too late, not theirs, or somebody else changed it.
create or replace function machine.change_message(tenant uuid, person uuid, request jsonb)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed public.messages;
begin
  update public.messages m set body = request ->> 'body', version = m.version + 1,
      segments = (request ->> 'segments')::integer
    where m.tenant_id = tenant and m.id = (request ->> 'message_id')::uuid
      and m.status = 'scheduled' and m.body = request ->> 'was'
      and exists (select from public.profiles p where p.tenant_id = tenant
        and p.user_id = person and p.removed_at is null
        and (p.role <> 'rep' or p.user_id = m.user_id))
    returning m.* into changed;
  if changed.id is null then return false; end if;
  insert into public.message_events
      (tenant_id, message_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, changed.id, 'change', jsonb_build_object('user_id', person,
      'was', request ->> 'was'), 'change:' || changed.id || ':' || changed.version,
      (request ->> 'now')::timestamptz);
  return true;
end
$$;

revoke all on function machine.change_message from public;
grant execute on function machine.change_message to ringbook_machine;
