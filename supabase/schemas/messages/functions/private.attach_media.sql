-- Uploaded files become a message's, in the order given. False when one is not the sender's, or was
-- sent already.
create or replace function private.attach_media(tenant uuid, sender uuid, message uuid, files jsonb)
  returns boolean
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  attached integer;
begin
  if coalesce(jsonb_array_length(files), 0) = 0 then return true; end if;
  update public.message_media f set message_id = message, position = listed.place - 1
    from jsonb_array_elements_text(files) with ordinality as listed (id, place)
    where f.tenant_id = tenant and f.id = listed.id::uuid and f.message_id is null
      and f.uploaded_by = sender and f.state = 'stored';
  get diagnostics attached = row_count;
  return attached = jsonb_array_length(files);
end
$$;

revoke all on function private.attach_media from public;
