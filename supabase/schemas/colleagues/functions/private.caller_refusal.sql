-- { refused } when a person cannot call a colleague with what they call with: a browser, or the
-- phone that is theirs.
create or replace function private.caller_refusal(settings public.tenants, caller uuid,
  line public.phone_numbers, rep_phone text, request jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if request ->> 'device' = 'browser' then
    if (private.softphone_line(settings.id)).tenant_id is null then
      return jsonb_build_object('refused', 'browser_calls_off');
    end if;
  elsif line.id is null then
    return jsonb_build_object('refused', 'own_phone_needs_number');
  elsif rep_phone is null then
    return jsonb_build_object('refused', 'no_personal_phone');
  elsif not exists (select from public.personal_phones
      where tenant_id = settings.id and user_id = caller and verified_at is not null) then
    return jsonb_build_object('refused', 'phone_not_verified');
  -- The app sorted the phone it knew of; a newer one has not been looked at.
  elsif request ->> 'rep_phone' is distinct from rep_phone then
    return jsonb_build_object('refused', 'phone_changed');
  elsif private.place_refusal(settings, rep_phone, request -> 'rep_place') is not null then
    return jsonb_build_object(
      'refused', 'own_phone_not_allowed', 'range', request -> 'agent_range');
  end if;
  return private.busy_refusal(settings.id, caller, (request ->> 'now')::timestamptz);
end
$$;
revoke all on function private.caller_refusal from public;
