set check_function_bodies = off;

create table public.phone_numbers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  name text check (char_length(name) between 1 and 60),
  twilio_sid text check (twilio_sid ~ '^PN[0-9a-f]{32}$'),
  forward_to uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (tenant_id, number),
  unique (tenant_id, id),
  foreign key (tenant_id, forward_to) references public.profiles (tenant_id, user_id)
);
comment on table public.phone_numbers is
  'A tenant''s Twilio numbers (E.164), each with its route.';
comment on column public.phone_numbers.name is
  'What people call it, as "Support"; null: the number itself.';
comment on column public.phone_numbers.forward_to is
  'The route: the person whose phone rings; null is nobody. Read by private.number_routes alone.';
comment on column public.phone_numbers.removed_at is
  'Since when Ringbook neither answers it nor calls from it. The row stays: calls name it. Adding '
  'the number again clears this.';

-- The number that a person's calls show unless something else decides.
alter table public.profiles
  add foreign key (tenant_id, default_number_id) references public.phone_numbers (tenant_id, id);

create index phone_numbers_by_person on public.phone_numbers (tenant_id, forward_to);

alter table public.phone_numbers enable row level security;
revoke all on public.phone_numbers from anon, authenticated, service_role;
grant select on public.phone_numbers to authenticated;
grant insert (tenant_id, number, name, twilio_sid, forward_to) on public.phone_numbers
  to authenticated;
-- Not the number: a row is about one number for ever.
grant update (name, twilio_sid, forward_to, updated_at, removed_at) on public.phone_numbers
  to authenticated;

create policy "members read their tenant's numbers" on public.phone_numbers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add their tenant's numbers" on public.phone_numbers
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change their tenant's numbers" on public.phone_numbers
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update or delete on public.phone_numbers
  for each row execute function private.audit_row('phone_number', '');
create trigger clean_text before insert or update of name on public.phone_numbers
  for each row execute function private.clean_text('name:note');
create trigger keep_while_in_use before update on public.phone_numbers
  for each row when (old.removed_at is null and new.removed_at is not null)
  execute function private.keep_number_in_use();

create table public.kept_webhooks (
  tenant_id uuid not null,
  phone_number_id uuid not null,
  webhooks jsonb not null,
  kept_at timestamptz not null default now(),
  primary key (tenant_id, phone_number_id),
  foreign key (tenant_id, phone_number_id) references public.phone_numbers
    (tenant_id, id) on delete cascade
);
comment on table public.kept_webhooks is
  'What a number was set to at Twilio before Ringbook changed it, so that it can be undone. For '
  'admins: such URLs may carry passwords.';

alter table public.kept_webhooks enable row level security;
revoke all on public.kept_webhooks from anon, authenticated, service_role;
grant select, delete on public.kept_webhooks to authenticated;
grant insert (tenant_id, phone_number_id, webhooks) on public.kept_webhooks to authenticated;
grant update (tenant_id, phone_number_id, webhooks) on public.kept_webhooks to authenticated;

create policy "admins read what their tenant's numbers were" on public.kept_webhooks
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins keep what their tenant's numbers were" on public.kept_webhooks
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins replace what was kept of their tenant's numbers" on public.kept_webhooks
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins forget what was kept of their tenant's numbers" on public.kept_webhooks
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

-- The tenant behind a Twilio account: its token's ciphertext and the routing facts. Null when
-- nobody has saved it.
create or replace function machine.line(account text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'tenant_id', t.id, 'tenant_name', t.name, 'country_code', t.country_code,
    'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext,
    'recording_enabled', t.recording_enabled, 'recording_notice', t.recording_notice,
    'call_time_limit_seconds', t.call_time_limit_seconds,
    'allowed_countries', coalesce(t.allowed_countries, array[t.country_code]),
    'allowed_prefixes', t.allowed_prefixes,
    'numbers', coalesce((
      select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
          'forward_user_id', n.forward_user_id, 'forward_phone', n.forward_phone))
      from private.number_routes(t.id) n where n.removed_at is null), '[]'::jsonb))
  from public.twilio_accounts a join public.tenants t on t.id = a.tenant_id
  where a.account_sid = account and a.verified_at is not null
$$;

revoke all on function machine.line from public;
grant execute on function machine.line to ringbook_machine;

create or replace function private.caller_numbers(with_contact uuid) returns json
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  with me as (select private.tenant_id() as tenant), chosen as (
    select private.choose_caller_number(me.tenant, auth.uid(), c.id, null) as id
    from me left join public.contacts c on c.tenant_id = me.tenant and c.id = with_contact
  )
  select json_agg(json_build_object('id', n.id, 'number', n.number, 'name', n.name,
    'chosen', n.id = chosen.id, 'removed', n.removed_at is not null) order by n.created_at, n.id)
  from me join public.phone_numbers n on n.tenant_id = me.tenant
  cross join chosen
$$;

revoke all on function private.caller_numbers from public;
grant execute on function private.caller_numbers to authenticated;

-- The number that a person's call to a customer shows: the one asked for (`wanted`, an id or
-- E.164), else the one of the last call with them, else the person's own default, else the
-- tenant's oldest. Null when the one asked for is not among the tenant's, or there is none.
create or replace function private.choose_caller_number(
  tenant uuid, person uuid, contact uuid, customer text, wanted text default null
) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with active as materialized (
    select n.id, n.number, n.created_at from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null
  ), last_used as (
    select coalesce(
      (select c.phone_number_id from public.calls c
        where c.tenant_id = tenant and c.contact_id = contact
          and c.phone_number_id in (select id from active)
        order by c.created_at desc, c.id desc limit 1),
      (select c.phone_number_id from public.calls c
        where contact is null and c.tenant_id = tenant and c.customer_number = customer
          and c.phone_number_id in (select id from active)
        order by c.created_at desc, c.id desc limit 1)) as id
    -- With one number there is nothing to look for.
    where (select count(*) from active) > 1
  )
  select active.id from active
  left join last_used on last_used.id = active.id
  left join public.profiles own
    on own.tenant_id = tenant and own.user_id = person and own.default_number_id = active.id
  where wanted is null or wanted in (active.number, active.id::text)
  order by last_used.id is null, own.user_id is null, active.created_at, active.id
  limit 1
$$;

revoke all on function private.choose_caller_number from public;

-- Whether a phone (E.164) is one of the numbers that the tenant answers here.
create or replace function private.is_own_number(tenant uuid, phone text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from public.phone_numbers n
    where n.tenant_id = tenant and n.number = phone and n.removed_at is null)
$$;

revoke all on function private.is_own_number from public;

-- A tenant's numbers with their routes, the oldest first, removed ones too: the only place where a
-- route is read. The route is a person; their phone is null while it may not ring.
create or replace function private.number_routes(tenant uuid)
  returns table (id uuid, number text, forward_user_id uuid, forward_phone text,
    removed_at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select n.id, n.number, n.forward_to, ph.phone, n.removed_at
  from public.phone_numbers n
  left join public.profiles p
    on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
  left join public.personal_phones ph
    on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not private.is_own_number(tenant, ph.phone)
  where n.tenant_id = tenant
  order by n.created_at, n.id
$$;

revoke all on function private.number_routes from public;

create or replace function public.caller_numbers(with_contact uuid) returns json
language sql stable security invoker set search_path = pg_catalog, pg_temp as $$
  select private.caller_numbers(with_contact) $$;
comment on function public.caller_numbers is
  'The tenant''s numbers, the oldest first, removed ones too, and which one a call to the contact '
  'shows unless another is asked for. Null when there are none.';

revoke all on function public.caller_numbers from public, anon, service_role;
grant execute on function public.caller_numbers to authenticated;

reset check_function_bodies;
