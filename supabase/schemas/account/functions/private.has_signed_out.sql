-- Whether a person is signed in nowhere any more; false for whoever never signed in here, with
-- tokens of another issuer.
create or replace function private.has_signed_out(person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select not exists (select from auth.sessions s where s.user_id = person)
    and exists (select from auth.users u where u.id = person and u.last_sign_in_at is not null)
$$;
revoke all on function private.has_signed_out from public;
