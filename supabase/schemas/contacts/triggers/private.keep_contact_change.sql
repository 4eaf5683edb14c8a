create or replace function private.keep_contact_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  what jsonb := '{"created": {}}';
begin
  -- An import writes down what it adds itself.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  if tg_op = 'UPDATE' then
    select coalesce(jsonb_object_agg(key, jsonb_build_object('from', to_jsonb(old) -> key,
        'to', value)), '{}') into what
      from jsonb_each(to_jsonb(new))
      where key in ('name', 'company', 'email', 'owner_id')
        and value is distinct from to_jsonb(old) -> key;
  end if;
  perform private.add_contact_change(new.tenant_id, new.id, what);
  return null;
end
$$;

revoke all on function private.keep_contact_change from public;
