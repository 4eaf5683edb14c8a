-- What a message that came in asks for (STOP, START, HELP), on its row and for its number.
create or replace function private.keep_asked(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  update public.messages m set opt_out = e ->> 'opt_out', version = m.version + 1
    where m.tenant_id = tenant and m.id = (e ->> 'message_id')::uuid and m.opt_out is null
      and e ->> 'opt_out' is not null;
  if e ->> 'opt_out' in ('stop', 'start') then
    perform private.keep_opt_out(tenant, (e ->> 'phone_number_id')::uuid, e ->> 'customer',
      e ->> 'opt_out' = 'stop', coalesce(e ->> 'opt_out_source', 'word'),
      (e ->> 'occurred_at')::timestamptz);
  end if;
end
$$;

revoke all on function private.keep_asked from public;
