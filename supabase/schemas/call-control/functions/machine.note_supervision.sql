-- Keeps how far a supervision is: { state, applied, announced, taken_over }; `stopped`: they may
-- not supervise any more, which the activity log says. False where nothing changes: another has
-- noticed it first, or somebody else supervises the call now.
create or replace function machine.note_supervision(tenant uuid, target uuid, person uuid,
  said jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.call_supervisions s
    where s.tenant_id = tenant and s.call_id = target and s.user_id = person for no key update;
  update public.call_supervisions s set
      state = coalesce(said ->> 'state', s.state),
      applied = coalesce(said ->> 'applied', s.applied),
      announced_at = case when said ? 'announced' then now() else s.announced_at end,
      taken_over_at = case when said ? 'taken_over' then now() else s.taken_over_at end
    where s.tenant_id = tenant and s.call_id = target and s.user_id = person
      and s.state <> 'gone'
      and ((coalesce(said ->> 'state', s.state), coalesce(said ->> 'applied', s.applied))
          is distinct from (s.state, s.applied)
        or said ? 'announced' and s.announced_at is null
        or said ? 'taken_over' and s.taken_over_at is null);
  -- The report that they have left may come before whoever ended their leg says why.
  if not found and (not said ? 'stopped' or exists (select from public.audit_log a
      where a.tenant_id = tenant and a.action = 'call.listening_ended'
        and a.subject = person::text and a.detail ->> 'call_id' = target::text)) then
    return false;
  end if;
  if said ? 'stopped' then
    perform private.audit(tenant, null, 'call.listening_ended', person::text,
      jsonb_build_object('call_id', target));
  end if;
  return true;
end
$$;
revoke all on function machine.note_supervision from public;
grant execute on function machine.note_supervision to ringbook_machine;
