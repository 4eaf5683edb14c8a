-- A file that came in is stored, or can't be had: { id, bytes, content_type } or { id, problem }.
create or replace function machine.settle_media(tenant uuid, file jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.message_media f set
      state = case when file ->> 'problem' is null then 'stored' else 'failed' end,
      problem = file ->> 'problem',
      bytes = (file ->> 'bytes')::integer,
      content_type = coalesce(file ->> 'content_type', f.content_type)
    where f.tenant_id = tenant and f.id = (file ->> 'id')::uuid and f.state = 'waiting';
  if found then
    update public.messages m set version = m.version + 1 where m.tenant_id = tenant
      and m.id = (select f.message_id from public.message_media f
        where f.tenant_id = tenant and f.id = (file ->> 'id')::uuid);
  end if;
  return true;
end
$$;

revoke all on function machine.settle_media from public;
grant execute on function machine.settle_media to ringbook_machine;
