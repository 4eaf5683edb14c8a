create or replace function private.save_contact_emails(tenant uuid, contact uuid, emails jsonb)
returns void
language plpgsql security invoker set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.contact_emails kept
    where kept.tenant_id = tenant and kept.contact_id = contact and not exists (
      select from jsonb_array_elements(emails) as wanted where wanted ->> 'email' = kept.email);
  insert into public.contact_emails as kept (tenant_id, contact_id, email, label, position)
    select tenant, contact, wanted.email, wanted.label, wanted.place - 1
    from rows from (jsonb_to_recordset(emails) as (email text, label text))
      with ordinality as wanted (email, label, place)
  on conflict (tenant_id, contact_id, email)
    do update set label = excluded.label, position = excluded.position
    where (kept.label, kept.position) is distinct from (excluded.label, excluded.position);
end
$$;

revoke all on function private.save_contact_emails from public;
grant execute on function private.save_contact_emails to authenticated;
