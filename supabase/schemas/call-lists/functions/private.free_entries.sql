-- Contacts whose time with a person ran out wait again; those that were called are settled by how
-- the call ended, ten minutes after its end: the person may still be writing.
create or replace function private.free_entries(tenant uuid, list uuid, at timestamptz)
  returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
  c public.calls;
  over_at timestamptz;
begin
  for e in select * from public.call_list_entries
    where tenant_id = tenant and list_id = list and state = 'claimed' and claimed_until <= at
    for update skip locked
  loop
    if not e.is_calling then
      update public.call_list_entries set state = 'waiting', claimed_by = null,
        claimed_until = null where tenant_id = tenant and id = e.id;
      continue;
    end if;
    select * into c from public.calls where tenant_id = tenant and id = e.call_id;
    over_at := case when c.id is null or c.created_at < at - interval '5 hours' then '-infinity'
      else coalesce(c.ended_at, at) end;
    if over_at > at - interval '10 minutes' then
      update public.call_list_entries set claimed_until = over_at + interval '10 minutes'
        where tenant_id = tenant and id = e.id;
    else
      perform private.settle_entry(e, null, c.outcome, e.claimed_by, at);
    end if;
  end loop;
end
$$;

revoke all on function private.free_entries from public;
