-- What a message that came in asks for (STOP, START, HELP), on its row and for its number. A word
-- that opts in is kept for the number even when it counts as a text: an earlier STOP, found later,
-- does not undo it.
create or replace function private.keep_asked(tenant uuid, e jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  asks constant text := private.text_asks(tenant, e);
begin
  update public.messages m set opt_out = asks, version = m.version + 1
    where m.tenant_id = tenant and m.id = (e ->> 'message_id')::uuid and m.opt_out is null
      and asks is not null;
  if e ->> 'opt_out' in ('stop', 'start') then
    perform private.keep_opt_out(tenant, (e ->> 'phone_number_id')::uuid, e ->> 'customer',
      e ->> 'opt_out' = 'stop', coalesce(e ->> 'opt_out_source', 'word'),
      (e ->> 'occurred_at')::timestamptz);
  end if;
end
$$;

revoke all on function private.keep_asked from public;
