create or replace function private.create_call_list(list jsonb, wanted jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant constant uuid := private.tenant_id();
  most constant integer := 10000;
  chosen uuid[];
  l public.call_lists := jsonb_populate_record(null::public.call_lists, list);
begin
  if tenant is null then
    raise exception 'members only' using errcode = 'insufficient_privilege';
  end if;
  chosen := array(select private.chosen_contacts(tenant, wanted, most + 1));
  if chosen = '{}' or cardinality(chosen) > most then return cardinality(chosen); end if;
  insert into public.call_lists (id, tenant_id, name, hours_from, hours_until, days,
      skip_called_days, retries, owner_id)
    values (coalesce(l.id, gen_random_uuid()), tenant, l.name, coalesce(l.hours_from, '09:00'),
      coalesce(l.hours_until, '18:00'), coalesce(l.days, '{1,2,3,4,5}'), l.skip_called_days,
      coalesce(l.retries, '{}'), auth.uid())
    on conflict do nothing
    returning * into l;
  if found then
    insert into public.call_list_entries (tenant_id, list_id, contact_id, position)
      select tenant, l.id, c.id, c.place
      from unnest(chosen) with ordinality as c (id, place);
  end if;
  return cardinality(chosen);
end
$$;

revoke all on function private.create_call_list from public;
grant execute on function private.create_call_list to authenticated;
