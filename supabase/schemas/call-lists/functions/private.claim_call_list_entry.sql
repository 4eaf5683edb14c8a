-- The next contact of a list for the asking person, theirs for ten minutes; a call that is placed
-- in that time keeps it theirs. Who is not to be called now is put off or skipped on the way, at
-- most 100 of them: with `more` it is to be asked again.
create or replace function private.claim_call_list_entry(list uuid, at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
set enable_seqscan = off as $$
declare
  tenant constant uuid := private.tenant_id();
  me constant uuid := auth.uid();
  l public.call_lists;
  e public.call_list_entries;
  own jsonb;
  obstacle jsonb;
begin
  -- Two clicks of one person are one.
  perform pg_advisory_xact_lock(hashtextextended('call list:' || me, 0));
  select * into l from public.call_lists where tenant_id = tenant and id = list;
  if not found then return null; end if;
  own := private.own_entry(tenant, me, list, at);
  if own is not null then return own; end if;
  perform private.free_entries(tenant, list, at);
  if l.state = 'paused' then return '{"kind": "paused"}'; end if;
  for tries in 1 .. 100 loop
    e := private.due_entry(tenant, list, at);
    exit when e.id is null;
    -- Nobody gets the same contact from another list at this moment.
    if pg_try_advisory_xact_lock(hashtextextended('call list contact:' || e.contact_id, 0)) then
      obstacle := private.entry_obstacle(l, e, at);
    else
      obstacle := jsonb_build_object('state', 'waiting', 'reason', 'on_call',
        'until', at + interval '2 minutes');
    end if;
    if obstacle is null then
      update public.call_list_entries set state = 'claimed', reason = null, claimed_by = me,
        claimed_until = at + interval '10 minutes', is_calling = false
        where tenant_id = tenant and id = e.id;
      return jsonb_build_object('kind', 'entry', 'id', e.id);
    end if;
    update public.call_list_entries set state = obstacle ->> 'state',
      reason = obstacle ->> 'reason',
      next_attempt_at = coalesce((obstacle ->> 'until')::timestamptz, next_attempt_at),
      finished_at = case when obstacle ->> 'state' = 'skipped' then at end
      where tenant_id = tenant and id = e.id;
  end loop;
  if e.id is not null then return '{"kind": "more"}'; end if;
  if private.finish_list(tenant, list, at) then return '{"kind": "finished"}'; end if;
  return '{"kind": "none"}';
end
$$;

revoke all on function private.claim_call_list_entry from public;
grant execute on function private.claim_call_list_entry to authenticated;
