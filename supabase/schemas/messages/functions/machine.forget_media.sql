-- Deletes uploads that nobody has sent for a day; how many.
create or replace function machine.forget_media(moment timestamptz) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer;
begin
  delete from public.message_media
    where message_id is null and created_at < moment - interval '1 day';
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;

revoke all on function machine.forget_media from public;
grant execute on function machine.forget_media to ringbook_machine;
