set check_function_bodies = off;

drop trigger broadcast_contact on public.contacts;
drop function private.broadcast_contact();

-- As private.broadcast_change('calls', 'contact_id', 'user_id'), for the table that webhooks write:
-- the wide row is not turned into JSON, and the topic is read in the statement that sends, because a
-- function for it costs as much as writing the message.
create or replace function private.broadcast_call() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object('id', new.id, 'contact_id', new.contact_id, 'user_id', new.user_id,
      'version', new.version, 'sent_at', (extract(epoch from now()) * 1000000)::bigint),
    'calls', 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = new.tenant_id;
  return null;
end
$$;

revoke all on function private.broadcast_call from public;

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
  for i in 1 .. tg_nargs - 1 loop
    message := message || jsonb_build_object(tg_argv[i], changed -> tg_argv[i]);
  end loop;
  perform realtime.send(message, tg_argv[0], 'tenant:' || t.id || ':' || t.realtime_epoch, true)
    from public.tenants t where t.id = (changed ->> 'tenant_id')::uuid;
  return null;
end
$$;

revoke all on function private.broadcast_change from public;

CREATE TRIGGER broadcast AFTER INSERT OR UPDATE ON public.contacts FOR EACH ROW EXECUTE FUNCTION private.broadcast_change('contacts');

reset check_function_bodies;
