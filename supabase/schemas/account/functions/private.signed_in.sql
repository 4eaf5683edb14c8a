-- Who may act: a person whose account and session still exist. An access token outlives both by up
-- to an hour, so each statement asks: https://supabase.com/docs/guides/auth/sessions
-- A token without a session's id comes from another issuer.
-- The person is an argument, so that a query asks once it has found their row, and not before.
create or replace function private.signed_in(person uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  session text := auth.jwt() ->> 'session_id';
begin
  if not exists (
    select from auth.users u
    where u.id = person and u.deleted_at is null
      and (u.banned_until is null or u.banned_until <= now())
      and (session is null
        or exists (select from auth.sessions s where s.id = session::uuid and s.user_id = person))
  ) then raise exception 'sign in first' using errcode = '42501'; end if;
  return person;
end
$$;

revoke all on function private.signed_in from public;
comment on function private.signed_in is
  'The person who asks, as given; 42501 when their account or session is gone, whatever their '
  'token says.';
