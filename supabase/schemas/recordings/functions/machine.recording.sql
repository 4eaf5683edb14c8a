-- Where a recording lies, for someone who may hear it; null for everyone else.
create or replace function machine.recording(tenant uuid, person uuid, target uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('recording_sid', r.recording_sid, 'status', r.status, 'channels',
    r.channels,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)
  from public.recordings r
  join public.calls c on c.tenant_id = r.tenant_id and c.id = r.call_id
  join public.profiles p on p.tenant_id = r.tenant_id and p.user_id = person
    and p.removed_at is null
  join public.twilio_accounts a on a.tenant_id = r.tenant_id
  where r.tenant_id = tenant and r.id = target
    and private.may_hear(p, r, c)
$$;

revoke all on function machine.recording from public;
grant execute on function machine.recording to ringbook_machine;
