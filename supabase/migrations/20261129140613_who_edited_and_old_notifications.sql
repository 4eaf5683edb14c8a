set check_function_bodies = off;

alter table public.companies add column edited_by jsonb not null default '{}';
alter table public.tasks add column edited_by jsonb not null default '{}';

-- The columns of a row that changed, before and after; the named ones only as "changed".
create or replace function private.changes(before jsonb, after jsonb, hidden text[]) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(key, case when key = any (hidden) then '"changed"'::jsonb
      else jsonb_build_object('from', before -> key, 'to', value) end), '{}')
  from jsonb_each(after)
  where value is distinct from before -> key
    and key not in ('updated_at', 'created_at', 'verified_at', 'realtime_epoch', 'tenant_id',
      'edited_by')
$$;

revoke all on function private.changes from public;

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

-- Keeps in edited_by who changed each of these columns last, null where no person did:
-- `before update of title for each row execute function private.keep_editors('title')`.
create or replace function private.keep_editors() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.edited_by := new.edited_by || coalesce((select jsonb_object_agg(field, auth.uid())
    from unnest(tg_argv) field
    where to_jsonb(old) -> field is distinct from to_jsonb(new) -> field), '{}');
  return new;
end
$$;

revoke all on function private.keep_editors from public;

create index notifications_by_age on public.notifications (created_at);

create trigger keep_editors before update of name, phone, extension, website, address
  on public.companies for each row execute function
    private.keep_editors('name', 'phone', 'extension', 'website', 'address');

create trigger keep_editors before update of title, due_at, remind_at, owner_id, repeat
  on public.tasks for each row execute function
    private.keep_editors('title', 'due_at', 'remind_at', 'owner_id', 'repeat');

comment on column public.companies.edited_by is
  'Who changed a column last: {column: user_id}. Kept by a trigger.';

comment on column public.tasks.edited_by is
  'Who changed a column last: {column: user_id}. Kept by a trigger.';

reset check_function_bodies;
