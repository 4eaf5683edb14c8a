create or replace function private.index_contact_phones() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
  editor uuid := auth.uid();
begin
  -- An import writes them with the contact.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  update public.contacts c set phone_words = coalesce((
    select string_agg(private.number_words(p.phone), ' ' order by p.position, p.id)
    from public.contact_phones p where p.contact_id = touched), ''),
    edited_by = case when editor is null then c.edited_by else c.edited_by || (
      select jsonb_object_agg('phone:' || number, editor)
      from unnest(array[old.phone, new.phone]) number where number is not null) end
  where c.id = touched;
  return null;
end
$$;

revoke all on function private.index_contact_phones from public;
