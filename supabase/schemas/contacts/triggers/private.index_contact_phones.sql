create or replace function private.index_contact_phones() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
  editor uuid := auth.uid();
begin
  update public.contacts c set phone_words = coalesce((
    -- Whole, without a country code of one to three digits, each with a trunk 0 too, and the ends
    -- people remember.
    select string_agg(concat_ws(' ', substr(p.phone, 2),
      substr(p.phone, 3), substr(p.phone, 4), substr(p.phone, 5),
      '0' || substr(p.phone, 3), '0' || substr(p.phone, 4), '0' || substr(p.phone, 5),
      right(p.phone, 7), right(p.phone, 4)), ' ' order by p.position, p.id)
    from public.contact_phones p where p.contact_id = touched), ''),
    edited_by = case when editor is null then c.edited_by else c.edited_by || (
      select jsonb_object_agg('phone:' || number, editor)
      from unnest(array[old.phone, new.phone]) number where number is not null) end
  where c.id = touched;
  return null;
end
$$;

revoke all on function private.index_contact_phones from public;
