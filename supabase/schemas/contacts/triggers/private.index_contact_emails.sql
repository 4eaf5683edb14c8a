create or replace function private.index_contact_emails() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  touched uuid := coalesce(new.contact_id, old.contact_id);
  editor uuid := auth.uid();
begin
  -- An import writes them with the contact.
  if current_setting('ringbook.adding', true) = 'on' then return null; end if;
  update public.contacts c set email_words = coalesce((
    select string_agg(e.email, ' ' order by e.position, e.id)
    from public.contact_emails e where e.contact_id = touched), ''),
    edited_by = case when editor is null then c.edited_by else c.edited_by || (
      select jsonb_object_agg('email:' || address, editor)
      from unnest(array[old.email, new.email]) address where address is not null) end
  where c.id = touched;
  return null;
end
$$;

revoke all on function private.index_contact_emails from public;
