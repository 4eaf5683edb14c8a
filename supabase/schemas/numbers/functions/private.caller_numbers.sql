create or replace function private.caller_numbers(with_contact uuid) returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as (
    select t.tenant, c.id as contact, (select p.phone from public.contact_phones p
      where p.tenant_id = t.tenant and p.contact_id = c.id order by p.position limit 1) as phone
    from (select private.tenant_id() as tenant) t
      left join public.contacts c on c.tenant_id = t.tenant and c.id = with_contact
  ), chosen as (
    select private.choose_caller_number(me.tenant, auth.uid(), me.contact, me.phone) as id,
      private.choose_caller_id(me.tenant, auth.uid(), me.contact, me.phone, null, true) as shown
    from me
  ), all_numbers as (
    select n.id, n.number, n.name, n.id = chosen.id and chosen.shown is null as chosen,
      n.removed_at is not null as removed, false as is_caller_id, n.can_text, n.created_at
    from me join public.phone_numbers n on n.tenant_id = me.tenant cross join chosen
    union all
    select k.id, k.number, k.name, k.number is not distinct from chosen.shown, false, true,
      false, k.created_at
    from me join public.caller_ids k on k.tenant_id = me.tenant and k.verified_at is not null
    cross join chosen
  )
  select json_agg(json_build_object('id', id, 'number', number, 'name', name, 'chosen', chosen,
    'removed', removed, 'is_caller_id', is_caller_id, 'can_text', can_text)
    order by is_caller_id, created_at, id)
  from all_numbers
$$;

revoke all on function private.caller_numbers from public;
grant execute on function private.caller_numbers to authenticated;
