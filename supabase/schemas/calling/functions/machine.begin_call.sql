-- Writes the queued call of a rep, or says why not: { refused: reason }. A key that was used before
-- gives that call again.
create or replace function machine.begin_call(tenant uuid, caller uuid, request jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  call_id uuid := (request ->> 'call_id')::uuid;
  contact uuid := (request ->> 'contact_id')::uuid;
  at timestamptz := (request ->> 'now')::timestamptz;
  account public.twilio_accounts;
  callee uuid;
  chosen uuid;
  shown text;
  line public.phone_numbers;
  settings public.tenants;
  rep_phone text;
  verified boolean;
  record boolean;
  in_browser boolean := request ->> 'device' is not distinct from 'browser';
  verdict jsonb;
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = caller and removed_at is null
  ) then return jsonb_build_object('refused', 'not_a_member'); end if;
  -- One at a time per tenant, for these few milliseconds: what is counted below is exact, and two
  -- clicks see each other.
  perform pg_advisory_xact_lock(hashtextextended('calls:' || tenant, 0));
  verdict := private.call_of_key(tenant, caller, request -> 'key');
  if verdict is not null then return verdict; end if;
  if contact is not null and not exists (
    select from public.contacts where tenant_id = tenant and id = contact
  ) then
    -- Clicked on a page from before a merge.
    contact := private.merged_into(tenant, contact);
    if contact is null then return jsonb_build_object('refused', 'contact_not_found'); end if;
    request := request || jsonb_build_object('contact_id', contact);
  end if;
  select * into settings from public.tenants where id = tenant;
  select * into account from public.twilio_accounts
    where tenant_id = tenant and verified_at is not null;
  callee := coalesce(contact, private.contact_for(tenant, request ->> 'to'));
  shown := private.choose_caller_id(tenant, caller, callee, request ->> 'to',
    request ->> 'from', in_browser);
  chosen := private.choose_caller_number(tenant, caller, callee, request ->> 'to',
    case when shown is null then request ->> 'from' end);
  -- Locked, so that it is not removed under this call.
  select * into line from public.phone_numbers where id = chosen and removed_at is null for share;
  if account.tenant_id is null or line.id is null then
    return jsonb_build_object('refused', case
      when account.tenant_id is not null and request ->> 'from' is not null
        then 'number_not_yours' else 'twilio_not_configured' end);
  end if;
  line.number := coalesce(shown, line.number);
  if in_browser then
    if (private.softphone_line(tenant)).tenant_id is null then
      return jsonb_build_object('refused', 'browser_calls_off');
    end if;
  else
    select phone, verified_at is not null into rep_phone, verified
      from public.personal_phones where tenant_id = tenant and user_id = caller
      and not private.is_own_number(tenant, phone);
    if rep_phone is null then return jsonb_build_object('refused', 'no_personal_phone'); end if;
    if not verified then return jsonb_build_object('refused', 'phone_not_verified'); end if;
  end if;
  if request ->> 'to' = rep_phone or private.is_own_number(tenant, request ->> 'to') then
    return jsonb_build_object('refused', 'own_number');
  end if;
  verdict := private.busy_refusal(tenant, caller, at);
  if verdict is not null then return verdict; end if;
  verdict := coalesce(private.number_refusal(settings, request, rep_phone),
    private.limit_refusal(settings, caller, at));
  if verdict is not null then
    perform private.audit(tenant, caller, 'call.refused', contact::text,
      jsonb_build_object('reason', verdict ->> 'refused',
        'country', request -> 'to_place' ->> 'country', 'ends_in', right(request ->> 'to', 2))
      || private.range_detail(verdict ->> 'range'));
    return verdict;
  end if;
  verdict := private.bind_entry(tenant, caller, request);
  if verdict is not null then return verdict; end if;

  record := settings.recording_enabled and coalesce((request ->> 'record')::boolean, true);
  if not private.write_call(null, private.clicked_call(tenant, caller, line, request, record)) then
    raise exception 'call % exists', call_id using errcode = 'unique_violation';
  end if;
  -- Kept before Twilio is asked: whatever happens to us next, the sweep knows what to look for.
  insert into public.call_events
      (tenant_id, call_id, event_type, event_data, dedupe_key, occurred_at)
    values (tenant, call_id, 'initiate', jsonb_strip_nulls(jsonb_build_object(
      'from', line.number, 'to', rep_phone, 'device', request ->> 'device', 'user_id', caller,
      'extension', request ->> 'extension')), 'initiate:' || call_id, at);
  perform private.keep_key(tenant, caller, request -> 'key', call_id, at);
  return jsonb_build_object('call_id', call_id, 'from_number', line.number,
    'rep_phone', rep_phone, 'recording_requested', record,
    'account_sid', account.account_sid, 'auth_token_ciphertext', account.auth_token_ciphertext,
    'call_time_limit_seconds', settings.call_time_limit_seconds);
end
$$;

revoke all on function machine.begin_call from public;
grant execute on function machine.begin_call to ringbook_machine;
