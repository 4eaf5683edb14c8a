-- Writes an automatic message, once: its id is derived from what it answers. Null when it is there,
-- may not be sent, or one of its kind went to the customer within a day. Of replies, three go to a
-- number within an hour: they may be answered by a machine, whose words are answered again. What is
-- said of a booking answers no text.
create or replace function machine.begin_automatic(tenant uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  customer constant text := request ->> 'to';
  is_reply constant boolean := request ->> 'automatic' not in ('booking', 'booking_reminder');
  line public.phone_numbers;
  settings public.tenants;
begin
  perform pg_advisory_xact_lock(hashtextextended('messages:' || tenant, 0));
  select * into settings from public.tenants where id = tenant;
  select * into line from public.phone_numbers n where n.tenant_id = tenant
    and n.id = (request ->> 'phone_number_id')::uuid and n.removed_at is null for share;
  if line.id is null or private.is_own_number(tenant, customer)
    or private.place_refusal(settings, customer, request -> 'to_place') is not null
    or private.text_refusal(tenant, line.id, customer, at) is not null
    or private.message_limit_refusal(settings, null, null, at) is not null
    or exists (select from public.messages m where m.tenant_id = tenant
      and m.id = (request ->> 'message_id')::uuid)
    or is_reply and cardinality(private.automatic_sent(tenant, line.id, customer, null,
      at - interval '1 hour')) >= 3
    or is_reply and request ->> 'automatic' <> 'keyword' and request ->> 'automatic' = any (
      private.automatic_sent(tenant, line.id, customer, private.contact_for(tenant, customer),
        at - interval '1 day'))
  then return null; end if;
  return private.message_to_send(private.write_message(tenant, null, line, null, request));
end
$$;

revoke all on function machine.begin_automatic from public;
grant execute on function machine.begin_automatic to ringbook_machine;
