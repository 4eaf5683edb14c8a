-- Values of a tenant's own fields, as their types say; nothing is no value. What a contact has
-- already stays valid when a choice is taken out of the list.
create or replace function private.check_custom() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  field record;
begin
  new.custom := jsonb_strip_nulls(new.custom);
  -- Contacts that are merged, or no longer, have these values already.
  if current_setting('ringbook.merging', true) = 'on' then return new; end if;
  if tg_op = 'UPDATE' and new.custom = old.custom then return new; end if;
  for field in
    select v.key, v.value, v.value #>> '{}' as typed, f.type, f.choices
    from jsonb_each(new.custom) v
    left join public.contact_fields f on f.tenant_id = new.tenant_id and f.id::text = v.key
  loop
    continue when tg_op = 'UPDATE' and field.value = old.custom -> field.key;
    if not coalesce(case field.type
      when 'text' then jsonb_typeof(field.value) = 'string' and char_length(field.typed) <= 1000
        and field.typed = private.clean_line(field.typed)
      when 'number' then jsonb_typeof(field.value) = 'number'
      when 'date' then jsonb_typeof(field.value) = 'string'
        and field.typed ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' and pg_input_is_valid(field.typed, 'date')
      when 'choice' then jsonb_typeof(field.value) = 'string' and field.typed = any (field.choices)
      when 'checkbox' then jsonb_typeof(field.value) = 'boolean'
      when 'link' then jsonb_typeof(field.value) = 'string' and char_length(field.typed) <= 1000
        and field.typed ~* '^https?://[^[:space:][:cntrl:]]+$'
    end, false) then
      raise exception 'contacts.custom: % does not fit the field %', field.value, field.key
        using errcode = 'check_violation';
    end if;
  end loop;
  return new;
end
$$;

revoke all on function private.check_custom from public;
