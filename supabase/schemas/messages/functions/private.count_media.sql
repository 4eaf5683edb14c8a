-- How many files these are, locked until they are attached. Null when one is not the sender's, or
-- was sent already: what failed and never got to Twilio was not.
create or replace function private.count_media(tenant uuid, sender uuid, files jsonb)
  returns integer
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  wanted integer;
  found_files integer;
begin
  if coalesce(jsonb_array_length(files), 0) = 0 then return 0; end if;
  select count(distinct id::uuid) into wanted from jsonb_array_elements_text(files) as given (id);
  perform from public.message_media f
    where f.tenant_id = tenant and f.uploaded_by = sender and f.state = 'stored'
      and f.id in (select id::uuid from jsonb_array_elements_text(files) as given (id))
      and (f.message_id is null or exists (select from public.messages m
        where m.tenant_id = tenant and m.id = f.message_id and m.user_id = sender
          and m.status = 'failed' and m.message_sid is null))
    for no key update;
  get diagnostics found_files = row_count;
  return case when found_files = wanted then wanted end;
end
$$;

revoke all on function private.count_media from public;
