create or replace function private.audit(tenant uuid, actor uuid, did text, done_to text,
  what jsonb) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.audit_log (tenant_id, actor_id, action, subject, detail)
  values (tenant, actor, did, done_to, coalesce(what, '{}'))
$$;

revoke all on function private.audit from public;
