-- Somebody wrote: the thread's owner is notified, of nobody's thread everybody, once until they
-- have read it. STOP, START and HELP are answered by Twilio. The text is recorded whatever becomes
-- of this. It runs when the transaction ends, and plans as machine.record_event does.
create or replace function private.notify_message() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
  thread record;
begin
  select t.owner_id, t.unread_count, c.name into thread
    from public.message_threads t
    left join public.contacts c on c.tenant_id = t.tenant_id and c.id = t.contact_id
    where t.tenant_id = new.tenant_id and t.id = new.thread_id;
  perform private.notify_people(new.tenant_id, case when thread.owner_id is null
      then array(select p.user_id from public.profiles p
        where p.tenant_id = new.tenant_id and p.removed_at is null)
      else array[thread.owner_id] end,
    case when thread.owner_id is null then 'shared_message' else 'message' end,
    'message_threads', new.thread_id, null,
    jsonb_build_object('thread_id', new.thread_id, 'name', thread.name,
      'number', new.customer_number, 'title', left(new.body, 80),
      'count', thread.unread_count));
  return null;
exception when others then
  if left(sqlstate, 2) in ('40', '53', '55', '57', '58') then raise; end if;
  raise warning 'message % is not notified: %', new.id, sqlerrm;
  return null;
end
$$;

revoke all on function private.notify_message from public;
