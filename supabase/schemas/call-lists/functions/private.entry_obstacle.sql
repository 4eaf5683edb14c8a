-- Why a contact is not to be called now: {state: skipped, reason}, or {state: waiting, reason,
-- until}; null when nothing stands in the way.
create or replace function private.entry_obstacle(list public.call_lists,
  entry public.call_list_entries, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := entry.tenant_id;
  contact constant uuid := entry.contact_id;
  numbers constant text[] := array(select p.phone from public.contact_phones p
    where p.tenant_id = tenant and p.contact_id = contact);
  opens timestamptz;
begin
  if exists (select from public.contacts c where c.tenant_id = tenant and c.id = contact
      and c.archived_at is not null) then
    return '{"state": "skipped", "reason": "archived"}';
  end if;
  if numbers = '{}' then return '{"state": "skipped", "reason": "no_number"}'; end if;
  if not exists (select from unnest(numbers) as n (number) where not exists (
    select from public.do_not_call d where d.tenant_id = tenant and d.number = n.number
  )) then return '{"state": "skipped", "reason": "do_not_call"}'; end if;
  if private.is_called_now(tenant, contact, numbers, at) or exists (
    select from public.call_list_entries o where o.tenant_id = tenant and o.contact_id = contact
      and o.id <> entry.id and o.state = 'claimed' and o.claimed_until > at
  ) then
    return jsonb_build_object('state', 'waiting', 'reason', 'on_call',
      'until', at + interval '2 minutes');
  end if;
  if entry.attempts = 0 and private.was_called(tenant, contact,
      at - make_interval(days => list.skip_called_days), entry.call_id) then
    return '{"state": "skipped", "reason": "called_recently"}';
  end if;
  if private.was_called(tenant, contact, at - interval '15 minutes', entry.call_id) then
    return jsonb_build_object('state', 'waiting', 'reason', 'just_called',
      'until', at + interval '15 minutes');
  end if;
  opens := private.opens_at(list, private.contact_zone(tenant, contact), at);
  if opens is not null then
    return jsonb_build_object('state', 'waiting', 'reason', 'hours', 'until', opens);
  end if;
  return null;
end
$$;

revoke all on function private.entry_obstacle from public;
