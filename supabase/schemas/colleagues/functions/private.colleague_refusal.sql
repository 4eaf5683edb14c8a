-- { refused } when a colleague cannot be called now. Who is away may be: it is a colleague who
-- decides, and sees that they are. Who rings is busy too.
create or replace function private.colleague_refusal(settings public.tenants, caller uuid,
  callee public.profiles, line public.phone_numbers, rep_phone text, request jsonb) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  seen record;
begin
  if callee.user_id is null then
    return jsonb_build_object('refused', case when request ->> 'extension' is null
      then 'colleague_not_found' else 'unknown_extension' end);
  elsif callee.user_id = caller then
    return jsonb_build_object('refused', 'own_self');
  end if;
  select * into seen from private.presence_of(settings.id, array[callee.user_id]);
  if seen.presence = 'on_call' or exists (select from private.ring_claims k
      where k.tenant_id = settings.id and k.user_id = callee.user_id
        and not private.is_claim_over(k)) then
    return jsonb_build_object('refused', 'colleague_busy');
  elsif seen.phone is null and not seen.in_browser then
    return jsonb_build_object('refused', 'colleague_unreachable');
  elsif seen.presence = 'offline' then
    return jsonb_build_object('refused', 'colleague_offline');
  elsif line.id is null and not seen.in_browser then
    return jsonb_build_object('refused', 'colleague_needs_number');
  elsif rep_phone is not null or seen.phone is not null and line.id is not null then
    return private.spend_refusal(settings, (request ->> 'now')::timestamptz);
  end if;
  return null;
end
$$;
revoke all on function private.colleague_refusal from public;
