-- Functions may be created before what their bodies name. `npm run check` looks into all bodies
-- when everything is there.
set check_function_bodies = off;

-- Exclusion constraints compare ids beside ranges of time (bookings).
create extension if not exists btree_gist with schema extensions;

-- Schemas that PostgREST never exposes, and the one role of webhooks and the sweep.
create schema private;
comment on schema private is 'Definer functions that decide who is asking. Not exposed by the API.';
create schema machine;
comment on schema machine is
  'What webhooks and the sweep may do, each a function. Not exposed by the API.';

-- Login and password are set outside: by the local stack, or by the documented command on hosted
-- Supabase.
do $$
begin
  if not exists (select from pg_roles where rolname = 'ringbook_machine') then
    create role ringbook_machine nologin noinherit;
  end if;
end
$$;

-- A person is listening: better no answer than a late one (Twilio waits 15 s for TwiML).
alter role ringbook_machine set statement_timeout = '5s';

revoke all on schema private, machine from public;
-- `anon` for private.peek_invitation alone.
grant usage on schema private to anon, authenticated;
grant usage on schema machine to ringbook_machine;

-- Functions name every object's schema and pin `search_path = pg_catalog, pg_temp`: left empty,
-- pg_temp would be searched first for types, and a caller's own temporary type could run code as
-- the function's owner.
-- https://www.postgresql.org/docs/17/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY
do $$
begin
  execute format('revoke temporary on database %I from public', current_database());
exception when insufficient_privilege then
  raise notice 'temporary objects stay allowed: this role does not own the database';
end
$$;

-- Nobody may use a new object unless its file says so.
alter default privileges in schema public
  revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public
  revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public
  revoke all on functions from anon, authenticated, service_role;
alter default privileges revoke execute on functions from public;
