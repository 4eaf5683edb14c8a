-- Why a person may not send this message now: { refused } with what its sentence needs.
create or replace function private.message_refusal(settings public.tenants, sender uuid,
  line public.phone_numbers, request jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  at constant timestamptz := (request ->> 'now')::timestamptz;
  customer constant text := request ->> 'to';
  reason text := private.place_refusal(settings, customer, request -> 'to_place');
  verdict jsonb;
begin
  if private.is_own_number(settings.id, customer) then
    return jsonb_build_object('refused', 'own_number');
  end if;
  if reason is not null then return jsonb_build_object('refused', reason); end if;
  verdict := private.text_refusal(settings.id, line.id, customer, at);
  if verdict is not null then return verdict; end if;
  -- Whoever wrote within the last hour is answered at any hour.
  if request ->> 'quiet_until' is not null
    and not private.wrote_since(settings.id, line.id, customer, at - interval '1 hour') then
    return jsonb_build_object('refused', 'quiet_hours', 'until', request -> 'quiet_until');
  end if;
  return private.message_limit_refusal(settings, sender, null, at);
end
$$;

revoke all on function private.message_refusal from public;
