-- A new company starts with these; its admins change them in Settings → Stages.
create or replace function private.first_stages() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.contact_stages (tenant_id, name, position)
    values (new.id, 'Lead', 1), (new.id, 'Contacted', 2), (new.id, 'Qualified', 3),
      (new.id, 'Customer', 4), (new.id, 'Lost', 5);
  return null;
end
$$;

revoke all on function private.first_stages from public;
