-- What private.merge_threads did, taken back: a message goes to the thread in which it was written.
create or replace function private.unmerge_threads(tenant uuid, gone uuid, was jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  folded jsonb;
begin
  for t in select * from public.message_threads s where s.tenant_id = tenant
      and s.id in (select id::uuid from jsonb_array_elements_text(was -> 'moved') as moved (id))
      order by s.id for no key update
  loop
    perform private.give_thread(t, gone);
  end loop;
  for folded in select * from jsonb_array_elements(was -> 'folded') loop
    t := jsonb_populate_record(null::public.message_threads, folded -> 'thread');
    t.unread_count := 0;
    insert into public.message_threads select t.* on conflict do nothing;
    continue when not found;
    update public.messages set thread_id = t.id, contact_id = gone, version = version + 1
      where tenant_id = t.tenant_id and thread_id = (folded ->> 'into')::uuid
        and first_thread_id = t.id;
  end loop;
end
$$;

revoke all on function private.unmerge_threads from public;
