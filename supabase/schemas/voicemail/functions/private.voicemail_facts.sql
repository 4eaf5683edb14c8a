-- What a notification and a mail say of a message.
create or replace function private.voicemail_facts(tenant uuid, voicemail uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('call_id', c.id, 'number', c.customer_number,
      'contact_id', c.contact_id, 'name', k.name)
    from public.voicemails v
    join public.calls c on c.tenant_id = v.tenant_id and c.id = v.call_id
    left join public.contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id
    where v.tenant_id = tenant and v.id = voicemail $$;
revoke all on function private.voicemail_facts from public;
