-- A scheduled message whose time has come is to be sent: what Twilio is asked, with { refused }
-- when it may not be sent any more. Null when it was canceled, or sent already.
create or replace function machine.claim_scheduled_message(tenant uuid, message uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  m public.messages;
  settings public.tenants;
  verdict jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended('messages:' || tenant, 0));
  select * into settings from public.tenants where id = tenant;
  select h.* into t from public.message_threads h where h.tenant_id = tenant and h.id = (
    select s.thread_id from public.messages s where s.tenant_id = tenant and s.id = message)
    for no key update;
  select * into m from public.messages s where s.tenant_id = tenant and s.id = message
    and s.status = 'scheduled' for no key update;
  if m.id is null then return null; end if;
  verdict := coalesce(private.text_refusal(tenant, m.phone_number_id, m.customer_number, at),
    private.message_limit_refusal(settings, m.user_id, at));
  if exists (select from public.phone_numbers n where n.tenant_id = tenant
      and n.id = m.phone_number_id and n.removed_at is not null) then
    verdict := jsonb_build_object('refused', 'number_not_yours');
  end if;
  update public.messages s set status = 'asking', created_at = at, version = s.version + 1,
      next_check_at = at + interval '60 seconds'
    where s.tenant_id = tenant and s.id = message returning * into m;
  perform private.touch_thread(t, m);
  return private.message_to_send(m) || coalesce(verdict, '{}');
end
$$;

revoke all on function machine.claim_scheduled_message from public;
grant execute on function machine.claim_scheduled_message to ringbook_machine;
