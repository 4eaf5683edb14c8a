-- Threads of a contact become those of another. Of two with one number of the company the kept
-- contact's goes on, with the messages of both.
create or replace function private.merge_threads(tenant uuid, keep uuid, gone uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  t public.message_threads;
  own public.message_threads;
  moved jsonb := '[]';
  folded jsonb := '[]';
begin
  for t in select * from public.message_threads s where s.tenant_id = tenant
      and s.contact_id = gone order by s.id for no key update
  loop
    select * into own from public.message_threads o where o.tenant_id = tenant
      and o.phone_number_id = t.phone_number_id and o.contact_id = keep for no key update;
    if own.id is null then
      perform private.give_thread(t, keep);
      moved := moved || to_jsonb(t.id);
    else
      perform private.fold_thread(t, own);
      folded := folded || jsonb_build_object('thread', to_jsonb(t), 'into', own.id);
    end if;
  end loop;
  return jsonb_build_object('moved', moved, 'folded', folded);
end
$$;

revoke all on function private.merge_threads from public;
