set check_function_bodies = off;

-- Recordings that are to be deleted at Twilio: kept as long as the tenant keeps them, or unwanted
-- by an admin. A row goes when Twilio has answered; what is left of it then is the receipt, in
-- recordings, in the ledger and in the audit log.
create table private.recording_deletions (
  tenant_id uuid not null,
  recording_id uuid not null references public.recordings (id) on delete cascade,
  requested_by uuid,
  requested_at timestamptz not null,
  tries integer not null default 0,
  next_try_at timestamptz not null,
  problem text,
  primary key (tenant_id, recording_id)
);
comment on table private.recording_deletions is
  'The work of deleting recordings; no person reads it.';
comment on column private.recording_deletions.requested_by is
  'The admin; null when it was kept for as long as the tenant keeps recordings.';

create index recording_deletions_due on private.recording_deletions (next_try_at);
create index recording_deletions_by_recording on private.recording_deletions (recording_id);

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

-- How it went. Twilio's answer is 204, or 404 when it had no such recording any more; without one
-- it is tried again, later and later.
create or replace function machine.finish_deletion(tenant uuid, target uuid, answer integer,
  trouble text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  d private.recording_deletions;
  r public.recordings;
  account text;
  why text;
begin
  -- Whoever asked twice, or while it was being deleted, gets one deletion and one receipt.
  perform pg_advisory_xact_lock(hashtextextended('deletion:' || target, 0));
  select * into d from private.recording_deletions where tenant_id = tenant
    and recording_id = target for update;
  if not found then return true; end if;
  select * into r from public.recordings where tenant_id = tenant and id = target;
  if r.status = 'deleted' then
    delete from private.recording_deletions where tenant_id = tenant and recording_id = target;
    return true;
  end if;
  why := case when d.requested_by is null then 'kept_long_enough' else 'deleted_by_admin' end;
  if answer is null then
    update private.recording_deletions set tries = tries + 1, problem = trouble,
      next_try_at = at + least(interval '30 seconds' * 2 ^ least(tries, 10), interval '6 hours')
      where tenant_id = tenant and recording_id = target;
    if d.tries = 0 then
      perform private.audit(tenant, d.requested_by, 'recording.deletion_failed', target::text,
        jsonb_build_object('reason', trouble));
    end if;
    return false;
  end if;
  select a.account_sid into account from public.twilio_accounts a where a.tenant_id = tenant;
  perform machine.record_event(tenant,
    jsonb_build_object('type', 'rest.deleted', 'call_id', r.call_id,
    'dedupe_key', 'recording:' || r.recording_sid || ':deleted', 'occurred_at', at, 'received_at',
      at,
    'recording', jsonb_build_object('sid', r.recording_sid, 'status', 'deleted', 'deleted_at', at,
      'deleted_by', d.requested_by,
      'deleted_answer', answer),
    'data', jsonb_build_object('recording_sid', r.recording_sid, 'account_sid', account, 'answer',
      answer, 'why', why)));
  if not exists (select from public.recordings where tenant_id = tenant and id = target
    and status = 'deleted') then
    raise exception 'recording % could not be marked as deleted', target;
  end if;
  delete from private.recording_deletions where tenant_id = tenant and recording_id = target;
  perform private.audit(tenant, d.requested_by, 'recording.deleted', target::text,
    jsonb_build_object('reason', why, 'call_id', r.call_id, 'recording_sid', r.recording_sid,
      'twilio_answered', answer));
  return true;
end
$$;

revoke all on function machine.finish_deletion from public;
grant execute on function machine.finish_deletion to ringbook_machine;

create or replace function machine.note_listening(tenant uuid, person uuid, recording uuid,
  how text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  did text := 'recording.' || case how when 'downloaded' then 'downloaded' else 'listened' end;
begin
  perform pg_advisory_xact_lock(hashtextextended('heard:' || tenant || ':' || person || ':' ||
    recording || ':' || did, 0));
  if exists (select from public.audit_log
             where tenant_id = tenant and subject = recording::text and action = did
               and action like 'recording.%'
               and actor_id = person and created_at > at - interval '1 hour') then
    return false;
  end if;
  perform private.audit(tenant, person, did, recording::text,
    jsonb_build_object('call', (select r.call_id from public.recordings r where r.tenant_id = tenant
      and r.id = recording)));
  return true;
end
$$;

revoke all on function machine.note_listening from public;
grant execute on function machine.note_listening to ringbook_machine;

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
    and (p.role in ('manager', 'admin') or c.user_id = person)
$$;

revoke all on function machine.recording from public;
grant execute on function machine.recording to ringbook_machine;

-- An admin deletes one recording: where it lies, or why not: { refused: reason }.
create or replace function machine.request_deletion(tenant uuid, person uuid, target uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  r public.recordings;
begin
  if not exists (select from public.profiles
                 where tenant_id = tenant and user_id = person and removed_at is null
                   and role = 'admin') then
    return '{"refused": "not_admin"}';
  end if;
  select * into r from public.recordings where tenant_id = tenant and id = target;
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

reset check_function_bodies;
