-- Broadcasts a row's change on its tenant's topic: `for each row execute function
-- private.broadcast_change('notes', 'contact_id')` sends the event "notes" with the row's id, its
-- version and its contact. The subject is one of lib/db/supabase/topics.ts, the columns that follow
-- are those it lists. The row has id and tenant_id; without a version of its own, the moment is it.
-- sent_at is inserted_at of the message, in microseconds since 1970.
create or replace function private.broadcast_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed jsonb := to_jsonb(coalesce(new, old));
  message jsonb := jsonb_build_object('id', changed -> 'id',
    'version', coalesce(changed -> 'version', to_jsonb(extract(epoch from clock_timestamp()))),
    'sent_at', (extract(epoch from now()) * 1000000)::bigint);
begin
  -- Contacts of an import: pages follow the import.
  if current_setting('ringbook.quiet', true) = 'on' then return null; end if;
  for i in 1 .. tg_nargs - 1 loop
    message := message || jsonb_build_object(tg_argv[i], changed -> tg_argv[i]);
  end loop;
  perform realtime.send(message, tg_argv[0], 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = (changed ->> 'tenant_id')::uuid;
  return null;
end
$$;

revoke all on function private.broadcast_change from public;
