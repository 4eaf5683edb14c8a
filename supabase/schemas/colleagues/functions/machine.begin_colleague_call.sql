-- As machine.begin_call, for a call to a colleague, named by their id or their extension. Calls
-- between two browsers cost next to nothing: only one that rings a phone counts as spending.
create or replace function machine.begin_colleague_call(tenant uuid, caller uuid, request jsonb)
  returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  settings public.tenants;
  line public.phone_numbers;
  callee public.profiles;
  n public.calls;
  rep_phone text;
  verdict jsonb;
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = caller and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  verdict := private.call_of_key(tenant, caller, request -> 'key');
  if verdict is not null then return verdict; end if;
  select * into callee from public.profiles p where p.tenant_id = tenant and p.removed_at is null
    and (p.user_id = (request ->> 'colleague_id')::uuid or p.extension = request ->> 'extension');
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  if account.tenant_id is null then
    return jsonb_build_object('refused', 'twilio_not_configured');
  end if;
  -- Locked, so that it is not removed under this call.
  select * into line from public.phone_numbers where removed_at is null
    and id = private.choose_caller_number(tenant, caller, null, null) for share;
  if request ->> 'device' is distinct from 'browser' then
    rep_phone := (select phone from public.personal_phones
      where tenant_id = tenant and user_id = caller and not private.is_own_number(tenant, phone));
  end if;
  verdict := coalesce(private.caller_refusal(settings, caller, line, rep_phone, request),
    private.colleague_refusal(settings, caller, callee, line, rep_phone, request));
  if verdict is not null then
    return verdict || jsonb_strip_nulls(jsonb_build_object('colleague', callee.name));
  end if;

  n := private.clicked_call(tenant, caller, line, request,
    settings.record_internal_calls and coalesce((request ->> 'record')::boolean, true));
  n.direction := 'internal';
  n.callee_id := callee.user_id;
  n.from_number := coalesce(line.number, '');
  n.to_number := '';
  n.phone_number_id := case when rep_phone is not null then line.id end;
  if not private.write_call(null, n) then
    raise exception 'call % exists', call_id using errcode = 'unique_violation';
  end if;
  insert into public.call_events
      (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_strip_nulls(jsonb_build_object(
      'from', line.number, 'to', rep_phone, 'device', request ->> 'device', 'user_id', caller,
      'callee_id', callee.user_id)), 'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', coalesce(line.number, ''),
    'rep_phone', rep_phone, 'recording_requested', n.recording_requested,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

revoke all on function machine.begin_colleague_call from public;
grant execute on function machine.begin_colleague_call to ringbook_machine;
