-- A colleague's call was missed, by somebody whom it rang and who did not decline it: they are
-- notified. It is no missed call of the company.
create or replace function private.notify_callee() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.outcome = 'connected' or new.outcome_reason = 'colleague_declined'
    or not exists (select from public.call_legs l where l.tenant_id = new.tenant_id
      and l.call_id = new.id and l.user_id = new.callee_id and l.parent_call_sid is not null)
    or exists (select from public.call_legs l where l.tenant_id = new.tenant_id
      and l.call_id = new.id and l.user_id = new.callee_id and l.medium = 'browser'
      and l.status = 'busy')
  then return null; end if;
  perform private.notify(new.tenant_id, new.callee_id, 'missed', 'calls', new.id, new.user_id,
    jsonb_build_object('what', 'internal', 'call_id', new.id,
      'name', (select p.name from public.profiles p
        where p.tenant_id = new.tenant_id and p.user_id = new.user_id)));
  return null;
end
$$;
revoke all on function private.notify_callee from public;
