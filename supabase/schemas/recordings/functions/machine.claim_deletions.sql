-- What is to be deleted now, each handed to one sweep at a time. Whoever keeps recordings longer
-- than before keeps what is still there.
create or replace function machine.claim_deletions(at timestamptz, how_many integer) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  due_now jsonb;
begin
  delete from private.recording_deletions d using public.recordings r, public.tenants t
    where r.id = d.recording_id and t.id = d.tenant_id and d.requested_by is null
      and (t.keep_recordings_days is null
        or r.created_at >= at - make_interval(days => t.keep_recordings_days));
  insert into private.recording_deletions (tenant_id, recording_id, requested_at, next_try_at)
    select t.id, r.id, at, at
    from public.tenants t cross join lateral (
      select k.id, k.created_at from public.recordings k
      where k.tenant_id = t.id and k.status = 'completed'
        and k.created_at < at - make_interval(days => t.keep_recordings_days)
        and not exists (select from private.recording_deletions d where d.tenant_id = k.tenant_id
          and d.recording_id = k.id)
      order by k.created_at limit how_many) r
    where t.keep_recordings_days is not null
    order by r.created_at limit how_many
  on conflict do nothing;
  with due as (
    select d.tenant_id, d.recording_id from private.recording_deletions d
    join public.twilio_accounts a on a.tenant_id = d.tenant_id
    where d.next_try_at <= at order by d.next_try_at limit how_many for update of d skip locked
  ), claimed as (
    update private.recording_deletions d set next_try_at = at + interval '60 seconds' from due
    where d.tenant_id = due.tenant_id and d.recording_id = due.recording_id returning d.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'recording_id',
      c.recording_id, 'recording_sid', r.recording_sid,
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)), '[]'::jsonb)
        into due_now
    from claimed c join public.recordings r on r.id = c.recording_id
      join public.twilio_accounts a on a.tenant_id = c.tenant_id;
  return due_now;
end
$$;

revoke all on function machine.claim_deletions from public;
grant execute on function machine.claim_deletions to ringbook_machine;
