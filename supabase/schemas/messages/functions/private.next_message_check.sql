-- When Twilio is asked about a message next, if no event comes: sooner while nobody knows whether
-- it was taken, for a day at most until its status is final, and a few times for its price. In
-- plpgsql, as private.text_words.
create or replace function private.next_message_check(m public.messages, at timestamptz)
  returns timestamptz
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case
    when m.status in ('scheduled', 'canceled') then null
    when m.status in ('failed', 'undelivered', 'delivered', 'read', 'received') then
      case when m.price is null and m.checks < 6 and m.message_sid is not null
        then m.created_at + interval '10 minutes' * (m.checks + 1) * (m.checks + 1) end
    when m.checks >= 12 then null
    when m.message_sid is null then m.created_at + interval '1 minute' * (m.checks + 1)
    else m.created_at + interval '5 minutes' * (m.checks + 1) * (m.checks + 1) end;
end
$$;

revoke all on function private.next_message_check from public;
