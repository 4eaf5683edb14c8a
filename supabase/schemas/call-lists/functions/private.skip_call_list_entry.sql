create or replace function private.skip_call_list_entry(entry uuid, why text, note text,
  at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  e public.call_list_entries;
begin
  if why not in ('not_a_fit', 'wrong_details', 'already_spoken', 'other') then
    raise exception 'no reason of a person' using errcode = 'check_violation';
  end if;
  update public.call_list_entries t set state = 'skipped', reason = why,
      note = nullif(private.clean_line(skip_call_list_entry.note), ''),
      claimed_by = null, claimed_until = null, is_calling = false,
      finished_by = auth.uid(), finished_at = at
    where t.tenant_id = tenant and t.id = entry and t.state = 'claimed'
      and t.claimed_by = auth.uid()
    returning * into e;
  if not found then return false; end if;
  perform private.finish_list(tenant, e.list_id, at);
  return true;
end
$$;

revoke all on function private.skip_call_list_entry from public;
grant execute on function private.skip_call_list_entry to authenticated;
