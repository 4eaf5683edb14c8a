-- Deletes notifications that came 90 days ago and are read, or a year ago; at most how_many. Gives
-- how many there were. No page is notified: what it shows is newer.
create or replace function machine.delete_old_notifications(at timestamptz, how_many integer)
  returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  deleted integer;
begin
  perform set_config('ringbook.quiet', 'on', true);
  delete from public.notifications n using (
      select tenant_id, id from public.notifications
      where created_at < at - interval '90 days'
        and (read_at is not null or created_at < at - interval '365 days')
      order by created_at limit how_many for update skip locked) old
    where n.tenant_id = old.tenant_id and n.id = old.id;
  get diagnostics deleted = row_count;
  perform set_config('ringbook.quiet', '', true);
  return deleted;
end
$$;

revoke all on function machine.delete_old_notifications from public;
grant execute on function machine.delete_old_notifications to ringbook_machine;
