-- Uploads that nobody has sent for a day; a job removes the bytes of each.
create or replace function machine.forget_media(moment timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  gone record;
  forgotten integer := 0;
begin
  for gone in delete from public.message_media
    where message_id is null and created_at < moment - interval '1 day' returning tenant_id, id
  loop
    perform private.add_job('messages.remove_media',
      jsonb_build_object('tenant_id', gone.tenant_id, 'id', gone.id), gone.id::text);
    forgotten := forgotten + 1;
  end loop;
  return forgotten;
end
$$;

revoke all on function machine.forget_media from public;
grant execute on function machine.forget_media to ringbook_machine;
