-- A contact that is being deleted takes its numbers along: nothing to keep then.
create or replace function private.keep_phone_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  about public.contact_phones := coalesce(new, old);
  what jsonb := '{}';
begin
  -- An import writes down what it adds itself.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  if old.phone is not null and old.phone is distinct from new.phone then
    what := jsonb_build_object('phone:' || old.phone, jsonb_build_object('from', old.label));
  end if;
  if new.phone is not null then
    what := what || jsonb_build_object('phone:' || new.phone, jsonb_build_object('to', new.label)
      || case when old.phone = new.phone then jsonb_build_object('from', old.label)
        else '{}' end);
  end if;
  if exists (select from public.contacts c
    where c.tenant_id = about.tenant_id and c.id = about.contact_id) then
    perform private.add_contact_change(about.tenant_id, about.contact_id, what);
  end if;
  return null;
end
$$;

revoke all on function private.keep_phone_change from public;
