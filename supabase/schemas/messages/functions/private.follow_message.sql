-- An event of a message that was sent: its status only ever moves forward, and each event adds what
-- it alone says. Gives why it could not be applied, or null.
create or replace function private.follow_message(tenant uuid, message uuid, e jsonb) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (e ->> 'occurred_at')::timestamptz;
  said constant public.message_status := e ->> 'status';
  code constant integer := (e ->> 'error_code')::integer;
  m public.messages;
  n public.messages;
begin
  select * into m from public.messages where tenant_id = tenant and id = message
    for no key update;
  n := m;
  if m.message_sid <> e ->> 'message_sid' then return 'the message has another SID'; end if;
  if m.message_sid is null and exists (select from public.messages o
      where o.tenant_id = tenant and o.message_sid = e ->> 'message_sid') then
    return 'the SID is another message''s';
  end if;
  n.message_sid := coalesce(m.message_sid, e ->> 'message_sid');
  n.price := coalesce(m.price, abs((e ->> 'price')::numeric));
  n.price_unit := coalesce(m.price_unit, e ->> 'price_unit');
  n.segments := coalesce((e ->> 'segments')::integer, m.segments);
  if m.direction = 'outbound' and m.status not in ('scheduled', 'canceled') then
    if said > m.status then
      n.status := said;
      n.error_code := code;
      n.error_message := e ->> 'error_message';
    elsif said = m.status then
      n.error_code := greatest(m.error_code, code);
      n.error_message := greatest(m.error_message, e ->> 'error_message');
    end if;
    if said in ('sent', 'undelivered', 'delivered', 'read') then
      n.sent_at := least(m.sent_at, at);
    end if;
    if said in ('delivered', 'read') then n.delivered_at := least(m.delivered_at, at); end if;
  end if;
  -- Told again, it may be older than a START that came in between.
  if code = 21610 and (n.status, n.error_code) is distinct from (m.status, m.error_code) then
    perform private.keep_opt_out(tenant, m.phone_number_id, m.customer_number, true, 'refused', at);
  end if;
  n.next_check_at := private.next_message_check(n, at);
  if n is distinct from m then perform private.put_message(m, n); end if;
  return null;
end
$$;

revoke all on function private.follow_message from public;
