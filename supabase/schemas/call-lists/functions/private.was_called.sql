-- Whether a contact was called, or talked with, since a moment: a call that rang nobody but the rep
-- is none. `besides` is a call that does not count.
create or replace function private.was_called(tenant uuid, contact uuid, since timestamptz,
  besides uuid) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from public.calls c
      where c.tenant_id = tenant and c.contact_id = contact and c.created_at > since
        and c.id is distinct from besides
        and case when c.direction = 'outbound' then private.rang_contact(c.outcome)
          else c.outcome = 'connected' end)
    or exists (select from public.logged_calls l
      where l.tenant_id = tenant and l.contact_id = contact and l.happened_at > since);
end
$$;

revoke all on function private.was_called from public;
