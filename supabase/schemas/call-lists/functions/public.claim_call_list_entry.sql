create or replace function public.claim_call_list_entry(list uuid) returns jsonb
language sql security invoker set search_path = pg_catalog, pg_temp as $$
  select private.claim_call_list_entry(list, now())
$$;

comment on function public.claim_call_list_entry is
  'The next contact of a call list for the asking person: {kind: entry, id}; on_call while they '
  'are on the call with the last; more: ask again; none, paused, finished. Null: no such list.';

revoke all on function public.claim_call_list_entry from public, anon, service_role;
grant execute on function public.claim_call_list_entry to authenticated;
