create or replace function private.caller_numbers(with_contact uuid) returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as (select private.tenant_id() as tenant), chosen as (
    select private.choose_caller_number(me.tenant, auth.uid(), c.id, null) as id
    from me left join public.contacts c on c.tenant_id = me.tenant and c.id = with_contact
  )
  select json_agg(json_build_object('id', n.id, 'number', n.number, 'name', n.name,
    'chosen', n.id = chosen.id, 'removed', n.removed_at is not null) order by n.created_at, n.id)
  from me join public.phone_numbers n on n.tenant_id = me.tenant
  cross join chosen
$$;

revoke all on function private.caller_numbers from public;
grant execute on function private.caller_numbers to authenticated;
