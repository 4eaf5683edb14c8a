-- Who is asking. Called once per statement: (select private.tenant_id()). Plans of PL/pgSQL last as
-- long as the connection, those of SQL are made anew by each statement.
create or replace function private.tenant_id() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select tenant_id from public.profiles where user_id = auth.uid() and removed_at is null
    and private.signed_in(user_id) is not null);
end
$$;

revoke all on function private.tenant_id from public;
grant execute on function private.tenant_id to authenticated;
