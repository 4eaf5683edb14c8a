-- Uploaded files become a message's, in the order given, each once.
create or replace function private.attach_media(tenant uuid, message uuid, files jsonb)
  returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.message_media f set message_id = message, position = listed.place - 1
  from (select id::uuid, row_number() over (order by min(place)) as place
    from jsonb_array_elements_text(files) with ordinality as given (id, place)
    group by id::uuid) as listed
  where f.tenant_id = tenant and f.id = listed.id
$$;

revoke all on function private.attach_media from public;
