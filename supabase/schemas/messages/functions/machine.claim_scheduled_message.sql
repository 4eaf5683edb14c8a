-- A scheduled message whose time has come is to be sent: what Twilio is asked, with the quiet hours
-- that count for it and the contact's time zone; or { refused } when it may not be sent any more.
-- Null when it was canceled, or sent already.
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
  verdict := coalesce(private.scheduled_refusal(m, at),
    private.text_refusal(tenant, m.phone_number_id, m.customer_number, at),
    private.message_limit_refusal(settings, m.user_id, m.id, at));
  update public.messages s set status = 'asking', created_at = at, version = s.version + 1,
      next_check_at = at + interval '60 seconds'
    where s.tenant_id = tenant and s.id = message returning * into m;
  -- What isn't sent makes the thread nobody's.
  if verdict is not null then m.user_id := null; end if;
  perform private.touch_thread(t, m);
  if verdict is not null then
    return verdict || jsonb_build_object('tenant_id', tenant, 'message_id', m.id);
  end if;
  -- Whoever wrote within the last hour is answered at any hour.
  return private.message_to_send(m) || jsonb_build_object(
    'quiet', case when settings.quiet_from is not null and settings.quiet_until is not null
      and not private.wrote_since(tenant, m.phone_number_id, m.customer_number,
        at - interval '1 hour')
      then jsonb_build_object('from', settings.quiet_from, 'until', settings.quiet_until) end,
    'time_zone', (select c.time_zone from public.contacts c
      where c.tenant_id = tenant and c.id = m.contact_id));
end
$$;

revoke all on function machine.claim_scheduled_message from public;
grant execute on function machine.claim_scheduled_message to ringbook_machine;
