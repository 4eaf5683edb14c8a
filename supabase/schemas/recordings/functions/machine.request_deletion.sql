-- An admin deletes one recording, or who may hear a message deletes that: where it lies, or why
-- not: { refused: reason }.
create or replace function machine.request_deletion(tenant uuid, person uuid, target uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.recordings;
begin
  select * into r from public.recordings where tenant_id = tenant and id = target;
  if not exists (select from public.profiles p
      left join public.calls c on c.tenant_id = tenant and c.id = r.call_id
      where p.tenant_id = tenant and p.user_id = person and p.removed_at is null
        and (p.role = 'admin' or (r.purpose = 'voicemail' and private.may_hear(p, r, c)))) then
    return '{"refused": "not_admin"}';
  end if;
  if r.id is null or r.status <> 'completed' then return '{"refused": "not_there"}'; end if;
  -- The next sweep tries again if this try never ends.
  insert into private.recording_deletions as d
    (tenant_id, recording_id, requested_by, requested_at, next_try_at)
    values (tenant, target, person, at, at + interval '60 seconds')
  on conflict (tenant_id, recording_id) do update
    set requested_by = coalesce(d.requested_by, excluded.requested_by),
    next_try_at = excluded.next_try_at;
  return (select jsonb_build_object('tenant_id', tenant, 'recording_id', r.id, 'recording_sid',
      r.recording_sid,
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;

revoke all on function machine.request_deletion from public;
grant execute on function machine.request_deletion to ringbook_machine;
