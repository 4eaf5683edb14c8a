-- Whether a tenant's calls reach the browser in LiveKit's rooms: chosen, and set up.
create or replace function private.rings_in_rooms(tenant uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.livekit_accounts where tenant_id = tenant and is_on)
$$;

revoke all on function private.rings_in_rooms from public;
