set check_function_bodies = off;

-- How often something was tried lately that must not be tried endlessly: a password, a sign-up, a
-- mail, a link.
create table private.attempts (
  key bytea primary key,
  tries integer not null,
  free_at timestamptz not null,
  forget_at timestamptz not null
);
comment on table private.attempts is
  'One row for each account, address or browser that is being counted, under a hash; forgotten '
  'when its time is over.';
comment on column private.attempts.free_at is 'The next try is refused until then.';

create index attempts_to_forget on private.attempts (forget_at);

alter table private.attempts enable row level security;
revoke all on private.attempts from public, anon, authenticated, service_role;

-- Counts one try under all of the given keys, or under none: 0 when it may be made, else the
-- milliseconds to wait. A key's first `free` tries are free; each one after makes the next wait
-- twice as long, up to `longest` seconds.
create or replace function machine.attempt(asked jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  rule record;
  at timestamptz;
  free_again timestamptz;
begin
  -- Locked in one order, so that two tries never wait for each other.
  for rule in select key from jsonb_to_recordset(asked) as r(key text) order by key loop
    insert into private.attempts as a (key, tries, free_at, forget_at)
      values (decode(rule.key, 'hex'), 0, '-infinity', '-infinity')
      on conflict (key) do update set tries = a.tries;
  end loop;
  at := clock_timestamp();
  select max(a.free_at) into free_again
  from jsonb_to_recordset(asked) as r(key text)
    join private.attempts a on a.key = decode(r.key, 'hex');
  if free_again > at then
    delete from private.attempts where tries = 0
      and key in (select decode(r.key, 'hex') from jsonb_to_recordset(asked) as r(key text));
    return ceil(extract(epoch from free_again - at) * 1000);
  end if;
  update private.attempts a set
    tries = n.tries,
    free_at = case when n.tries < r.free then '-infinity' else n.free_at end,
    forget_at = greatest(at + make_interval(secs => r.forget), n.free_at)
  from jsonb_to_recordset(asked) as r(key text, free integer, pause integer, longest integer,
    forget integer)
  join private.attempts old on old.key = decode(r.key, 'hex')
  cross join lateral
    (select case when old.forget_at <= at then 1 else old.tries + 1 end as tries) as t
  cross join lateral (select t.tries,
    at + make_interval(secs => least(r.longest,
      r.pause * power(2, greatest(0, least(t.tries - r.free, 20))))) as free_at) as n
  where a.key = old.key;
  -- Each try takes more old rows away than it can add, so that they never pile up.
  delete from private.attempts where key in (
    select key from private.attempts where forget_at < at order by forget_at limit 20
      for update skip locked);
  return 0;
end
$$;

revoke all on function machine.attempt from public;
grant execute on function machine.attempt to ringbook_machine;

-- A try was right: `cleared` keys begin anew, `given_back` ones have one try less (an address that
-- many people share).
create or replace function machine.forgive(cleared jsonb, given_back jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from private.attempts where key in (
    select a.key from private.attempts a
    where a.key in (select decode(k, 'hex') from jsonb_array_elements_text(cleared) k)
      order by a.key for update);
  update private.attempts set tries = greatest(tries - 1, 0), free_at = '-infinity' where key in (
    select a.key from private.attempts a
    where a.key in (select decode(k, 'hex') from jsonb_array_elements_text(given_back) k)
      order by a.key for update);
  return true;
end
$$;

revoke all on function machine.forgive from public;
grant execute on function machine.forgive to ringbook_machine;

-- What became of someone's sign-in, in the audit log of the company they belong to; nothing for
-- everyone else. `signed`: they proved who they are, so it was them.
create or replace function machine.note_account(account text, signed boolean, did text, what jsonb)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.audit(p.tenant_id, case when signed then p.user_id end, did, p.user_id::text,
    what)
  from auth.users u join public.profiles p on p.user_id = u.id and p.removed_at is null
  where u.email = lower(account);
  return found;
end
$$;

revoke all on function machine.note_account from public;
grant execute on function machine.note_account to ringbook_machine;

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
  'The person who asks, as given; 42501 when their account or session is gone, whatever their token '
  'says.';

-- Who is asking, in one round trip: the profile, its tenant's settings and the topic to listen to;
-- null before onboarding.
create or replace function public.me() returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select json_build_object('user_id', p.user_id, 'role', p.role, 'name', p.name, 'email', p.email,
    'personal_phone', ph.phone, 'phone_proven', ph.verified_at is not null, 'topic',
      private.realtime_topic(),
    'tenant', json_build_object('id', t.id, 'name', t.name, 'country_code', t.country_code,
      'time_zone', t.time_zone,
      'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
        'keep_recordings_days', t.keep_recordings_days,
      'call_time_limit_seconds', t.call_time_limit_seconds))
  from public.profiles p
  join public.tenants t on t.id = p.tenant_id
  left join public.personal_phones ph on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id
  where p.user_id = (select auth.uid()) and p.tenant_id = (select private.tenant_id())
    and p.removed_at is null
$$;

revoke all on function public.me from public, anon, service_role;
grant execute on function public.me to authenticated;

reset check_function_bodies;
