create or replace function private.role() returns public.member_role
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select role from public.profiles where user_id = auth.uid() and removed_at is null
    and private.signed_in(user_id) is not null);
end
$$;

revoke all on function private.role from public;
grant execute on function private.role to authenticated;
