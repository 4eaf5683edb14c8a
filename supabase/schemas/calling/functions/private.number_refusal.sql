create or replace function private.number_refusal(
  settings public.tenants, request jsonb, rep_phone text
) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  reason text := private.place_refusal(settings, request ->> 'to', request -> 'to_place');
begin
  if reason is not null then
    return jsonb_build_object('refused', reason, 'range', request -> 'to_range');
  end if;
  if exists (
    select from public.do_not_call where tenant_id = settings.id and number = request ->> 'to'
  ) then return jsonb_build_object('refused', 'do_not_call'); end if;
  if request ->> 'device' = 'browser' then return null; end if;
  -- The app sorted the phone it knew of; a newer one has not been looked at.
  if request ->> 'rep_phone' is distinct from rep_phone then
    return jsonb_build_object('refused', 'phone_changed');
  end if;
  if private.place_refusal(settings, rep_phone, request -> 'rep_place') is not null then
    return jsonb_build_object(
      'refused', 'own_phone_not_allowed', 'range', request -> 'agent_range');
  end if;
  return null;
end
$$;

revoke all on function private.number_refusal from public;
