-- Writes the message that a person sends, or says why not: { refused: reason }. A key that was used
-- before gives that message again. The row is there before Twilio is asked.
create or replace function machine.begin_message(tenant uuid, sender uuid, request jsonb)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  at timestamptz := (request ->> 'now')::timestamptz;
  customer text := request ->> 'to';
  contact uuid := (request ->> 'contact_id')::uuid;
  settings public.tenants;
  account public.twilio_accounts;
  line public.phone_numbers;
  m public.messages;
  verdict jsonb;
begin
  if not exists (select from public.profiles
    where tenant_id = tenant and user_id = sender and removed_at is null)
  then return jsonb_build_object('refused', 'not_a_member'); end if;
  -- One at a time per tenant, for these few milliseconds: what is counted below is exact.
  perform pg_advisory_xact_lock(hashtextextended('messages:' || tenant, 0));
  verdict := private.message_of_key(tenant, sender, request -> 'key');
  if verdict is not null then return verdict; end if;
  if contact is not null and not exists (
    select from public.contacts where tenant_id = tenant and id = contact
  ) then
    contact := private.merged_into(tenant, contact);
    if contact is null then return jsonb_build_object('refused', 'contact_not_found'); end if;
  end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  select * into line from public.phone_numbers where tenant_id = tenant and removed_at is null
    and id = private.choose_text_number(tenant, sender,
      coalesce(contact, private.contact_for(tenant, customer)), customer, request ->> 'from')
    for share;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', case
      when account.tenant_id is not null and request ->> 'from' is not null
        then 'number_not_yours' else 'twilio_not_configured' end);
  end if;
  verdict := private.message_refusal(settings, sender, line, request);
  if verdict is not null then
    perform private.audit(tenant, sender, 'message.refused', contact::text, jsonb_build_object(
      'reason', verdict ->> 'refused', 'ends_in', right(customer, 2)));
    return verdict;
  end if;
  m := private.write_message(tenant, sender, line, contact, request);
  if m.id is null then return jsonb_build_object('refused', 'media_not_found'); end if;
  perform private.keep_message_key(tenant, sender, request -> 'key', m.id, at);
  if m.status = 'scheduled' then
    return jsonb_build_object('message_id', m.id, 'thread_id', m.thread_id, 'scheduled', m.send_at);
  end if;
  return private.message_to_send(m);
end
$$;

revoke all on function machine.begin_message from public;
grant execute on function machine.begin_message to ringbook_machine;
