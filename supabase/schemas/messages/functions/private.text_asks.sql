-- What a message that came in asks for; null when it is a text like any other. A word that opts in
-- again asks for that only of who has opted out by then: "yes" is mostly an answer. Twilio's own
-- OptOutType is believed.
create or replace function private.text_asks(tenant uuid, e jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when e ->> 'opt_out' <> 'start' or e ->> 'opt_out_source' = 'twilio'
      or exists (select from public.opt_outs o where o.tenant_id = text_asks.tenant
        and o.phone_number_id = (e ->> 'phone_number_id')::uuid and o.number = e ->> 'customer'
        and o.opted_out and o.changed_at <= (e ->> 'occurred_at')::timestamptz)
    then e ->> 'opt_out' end
$$;

revoke all on function private.text_asks from public;
