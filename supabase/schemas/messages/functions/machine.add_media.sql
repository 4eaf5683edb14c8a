-- A file for a message that a person writes; its bytes are stored already. False when the person
-- has 60 of the last hour that are not sent.
create or replace function machine.add_media(tenant uuid, person uuid, file jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('media:' || tenant || person, 0));
  if (select count(*) from public.message_media f where f.message_id is null
      and f.created_at > now() - interval '1 hour'
      and f.tenant_id = tenant and f.uploaded_by = person) >= 60 then return false; end if;
  insert into public.message_media
      (id, tenant_id, content_type, name, bytes, state, uploaded_by, created_at)
    values ((file ->> 'id')::uuid, tenant, file ->> 'content_type', file ->> 'name',
      (file ->> 'bytes')::integer, 'stored', person, now());
  return true;
end
$$;

revoke all on function machine.add_media from public;
grant execute on function machine.add_media to ringbook_machine;
