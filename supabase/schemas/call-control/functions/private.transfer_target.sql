-- Whom a transfer would ring: { name, phone, further_phones, in_browser }, or { refused }. A person
-- who is away, busy or on a call is not rung; a colleague's mailbox always takes a message.
create or replace function private.transfer_target(tenant uuid, c public.calls, want jsonb)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  settings public.tenants;
  found record;
  no text;
begin
  if want ->> 'to' = 'number' then
    select * into settings from public.tenants t where t.id = tenant;
    no := case
      when want ->> 'number' = c.customer_number or private.is_own_number(tenant, want ->> 'number')
        then 'own_number'
      when exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = c.id
        and l.status < 'completed' and l.to_number = want ->> 'number') then 'own_number'
      when exists (select from public.do_not_call d
        where d.tenant_id = tenant and d.number = want ->> 'number') then 'do_not_call'
      else private.place_refusal(settings, want ->> 'number', want -> 'place') end;
    if no is not null then return jsonb_build_object('refused', no); end if;
    if private.spend_refusal(settings, now()) is not null then
      return '{"refused": "spend_limit_reached"}';
    end if;
    return jsonb_build_object('name', null, 'phone', want ->> 'number', 'in_browser', false);
  end if;
  if want ->> 'to' = 'route' then
    -- At one of its steps, or from the beginning.
    select v.id, r.name, coalesce(want ->> 'step', v.body ->> 'first') as step, v.body into found
      from public.routes r join public.route_versions v
        on v.tenant_id = r.tenant_id and v.route_id = r.id
      where r.tenant_id = tenant and r.id = (want ->> 'route')::uuid and r.removed_at is null
      order by v.published_at desc, v.id desc limit 1;
    if found.id is null or not found.body -> 'steps' ? coalesce(found.step, '') then
      return '{"refused": "no_route"}';
    end if;
    return jsonb_build_object('name', coalesce(nullif(found.body -> 'steps' -> (want ->> 'step')
      ->> 'name', ''), found.name), 'phone', null, 'in_browser', false, 'version', found.id,
      'step', found.step);
  end if;
  if want ->> 'to' = 'voicemail' then
    return coalesce((select jsonb_build_object('name', p.name, 'phone', null, 'in_browser', false)
      from public.profiles p where p.tenant_id = tenant and p.removed_at is null
        and p.user_id = (want ->> 'user_id')::uuid), '{"refused": "not_a_colleague"}');
  end if;
  select p.*, private.further_of(t, p.user_id) as further into found
    from private.presence_of(tenant, array[(want ->> 'user_id')::uuid]) p
    join public.tenants t on t.id = tenant;
  if found.user_id is null then return '{"refused": "not_a_colleague"}'; end if;
  no := case
    when found.presence = 'on_call' then 'colleague_busy'
    when found.presence in ('offline', 'away', 'busy') and found.phone is null
        and not found.in_browser
      or c.customer_number = any (found.phone || found.further) then 'colleague_unreachable'
    when found.presence in ('offline', 'away', 'busy') then 'colleague_away' end;
  return jsonb_strip_nulls(jsonb_build_object('refused', no)) || jsonb_build_object(
    'name', found.name, 'phone', found.phone, 'in_browser', found.in_browser,
    'further_phones', coalesce(to_jsonb(found.further), '[]'));
end
$$;
revoke all on function private.transfer_target from public;
