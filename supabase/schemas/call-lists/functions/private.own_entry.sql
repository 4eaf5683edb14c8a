-- What a person has of a list already, for ten more minutes: {kind: entry | on_call, id}. Null when
-- they have none, or when its call is over: it is settled then. What they had of other lists goes
-- back.
create or replace function private.own_entry(tenant uuid, person uuid, list uuid, at timestamptz)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  e public.call_list_entries;
  c public.calls;
begin
  update public.call_list_entries set state = 'waiting', claimed_by = null, claimed_until = null
    where tenant_id = tenant and claimed_by = person and state = 'claimed' and list_id <> list
      and not is_calling;
  select * into e from public.call_list_entries
    where tenant_id = tenant and claimed_by = person and state = 'claimed' and list_id = list
    for update;
  if not found then return null; end if;
  select * into c from public.calls where tenant_id = tenant and id = e.call_id;
  if e.is_calling and (c.id is null or c.ended_at is not null) then
    perform private.settle_entry(e, null, c.outcome, person, at);
    return null;
  end if;
  update public.call_list_entries set claimed_until = at + interval '10 minutes'
    where tenant_id = tenant and id = e.id;
  return jsonb_build_object('kind', case when e.is_calling then 'on_call' else 'entry' end,
    'id', e.id);
end
$$;

revoke all on function private.own_entry from public;
