-- Tells a colleague whose desk does not ring, or rang in vain, that somebody asks them into the
-- room of a call: the way there is its page.
create or replace function private.notify_invited(
  tenant uuid, target uuid, invitee uuid, inviter uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  select private.notify(tenant, invitee, 'invited', 'calls', target, inviter,
      jsonb_build_object('call_id', target, 'number', c.customer_number, 'name', k.name,
        'what', case when c.direction = 'internal' then 'meeting' else 'call' end))
    from public.calls c
    left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    where c.tenant_id = tenant and c.id = target
$$;
revoke all on function private.notify_invited from public;
