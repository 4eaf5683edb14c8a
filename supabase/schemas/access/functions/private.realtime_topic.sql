create or replace function private.realtime_topic() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select 'tenant:' || t.id || ':' || t.realtime_epoch
    from public.profiles p join public.tenants t on t.id = p.tenant_id
    where p.user_id = auth.uid() and p.removed_at is null
      and private.signed_in(p.user_id) is not null);
end
$$;

revoke all on function private.realtime_topic from public;
grant execute on function private.realtime_topic to authenticated;
