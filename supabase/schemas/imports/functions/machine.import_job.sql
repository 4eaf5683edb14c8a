-- What a run goes on with; null when it is neither running nor being undone.
create or replace function machine.import_job(tenant uuid, import uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('stage', i.stage, 'at_row', i.at_row, 'header', i.header,
    'settings', i.settings, 'country', t.country_code, 'people', (
      select jsonb_agg(jsonb_build_object('user_id', p.user_id, 'name', p.name, 'email', p.email))
      from public.profiles p where p.tenant_id = tenant and p.removed_at is null),
    'stages', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name)), '[]')
      from public.contact_stages s where s.tenant_id = tenant and s.archived_at is null),
    'fields', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name,
        'type', f.type, 'choices', to_jsonb(f.choices))), '[]')
      from public.contact_fields f where f.tenant_id = tenant and f.archived_at is null))
  from public.contact_imports i join public.tenants t on t.id = i.tenant_id
  where i.tenant_id = tenant and i.id = import and i.stage in ('running', 'undoing')
$$;

revoke all on function machine.import_job from public;
grant execute on function machine.import_job to ringbook_machine;
