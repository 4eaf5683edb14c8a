-- Who is named in a note that did not name them before.
create or replace function private.notify_mentioned() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.notify_people(new.tenant_id, array(
      select * from private.mentioned_in(new.tenant_id, new.body)
      except
      select * from private.mentioned_in(new.tenant_id,
        case when tg_op = 'UPDATE' then old.body else '' end)),
    'mentioned', 'notes', new.id, coalesce(private.actor(), new.author_id),
    jsonb_build_object('contact_id', new.contact_id, 'call_id', new.call_id, 'name',
      (select c.name from public.contacts c
        where c.tenant_id = new.tenant_id and c.id = new.contact_id)));
  return null;
end
$$;

revoke all on function private.notify_mentioned from public;
