set check_function_bodies = off;

alter table public.routes add column is_default boolean not null default false;

-- Gives a company the route that it starts with, published: while open everybody's phone rings;
-- else, a message is taken. The same as lib/routing/default-route.ts in English.
create or replace function private.add_default_route(tenant uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  made uuid := gen_random_uuid();
  sorry jsonb := '{"text": "Sorry, nobody can take your call right now. Please leave a message '
    'after the tone."}';
  day jsonb := '[{"from": "09:00", "until": "17:00"}]';
  box jsonb := '{"kind": "voicemail", "mailbox": {"kind": "shared"}, "max_seconds": 120}';
  body jsonb;
begin
  select jsonb_build_object('language', 'en-US', 'voice', 'Polly.Joanna-Neural',
    'first', 'greeting', 'steps', jsonb_build_object(
      'greeting', jsonb_build_object('kind', 'greeting', 'name', '', 'next', 'hours',
        'sound', jsonb_build_object('text', t.name || '.')),
      'hours', jsonb_build_object('kind', 'hours', 'name', 'Opening hours',
        'open', 'everyone', 'closed', 'closed', 'hours', jsonb_build_object(
          'time_zone', t.time_zone, 'holidays', '[]'::jsonb, 'exceptions', '[]'::jsonb,
          'week', jsonb_build_object('mon', day, 'tue', day, 'wed', day, 'thu', day, 'fri', day,
            'sat', '[]'::jsonb, 'sun', '[]'::jsonb))),
      'everyone', jsonb_build_object('kind', 'ring', 'name', 'Everyone', 'order', 'at_once',
        'who', '{"kind": "everyone"}'::jsonb, 'seconds', 20,
        'not_free', 'nobody', 'no_answer', 'nobody'),
      'nobody', box || jsonb_build_object('name', 'Nobody answered', 'sound', sorry),
      'closed', box || jsonb_build_object('name', 'Closed', 'sound', sorry)))
    into body from public.tenants t where t.id = tenant;
  insert into public.routes (id, tenant_id, name, draft, is_default)
    values (made, tenant, 'Main', body, true);
  insert into public.route_versions (tenant_id, route_id, body) values (tenant, made, body);
end
$$;
revoke all on function private.add_default_route from public;

-- Joining, inviting, promoting and leaving: the only ways a profile's tenant or role is ever
-- written. Each exposed function is an invoker wrapper around a definer in private, as the API role
-- may not write profiles.
create or replace function private.create_tenant(company text, person text, country text, zone text)
returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  me uuid := private.signed_in(auth.uid());
  mine uuid;
begin
  perform pg_advisory_xact_lock(hashtextextended('member:' || me, 0));
  select tenant_id into mine from public.profiles where user_id = me and removed_at is null;
  if mine is not null then return mine; end if;
  insert into public.tenants (name, country_code, time_zone)
    values (btrim(company), upper(country), zone) returning id into mine;
  insert into public.profiles (tenant_id, user_id, role, name, email)
    select mine, u.id, 'admin', btrim(person), u.email from auth.users u where u.id = me;
  perform private.add_default_route(mine);
  return mine;
end
$$;

revoke all on function private.create_tenant from public;
grant execute on function private.create_tenant to authenticated;

-- A tenant's numbers with their routes, the oldest first, removed ones too: the only place where a
-- route is read. The route is a person, whose phone is null while it may not ring, or the newest
-- version of what was published: of the number's route, or of the company's default where it has no
-- person either, or one who left.
create or replace function private.number_routes(tenant uuid)
  returns table (id uuid, number text, forward_user_id uuid, forward_phone text,
    removed_at timestamptz, version_id uuid, route jsonb)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select n.id, n.number, n.forward_to, ph.phone, n.removed_at, v.id, v.body
  from public.phone_numbers n
  left join public.routes standard on standard.tenant_id = tenant and standard.is_default
  left join public.profiles p
    on p.tenant_id = n.tenant_id and p.user_id = n.forward_to and p.removed_at is null
  left join public.personal_phones ph
    on ph.tenant_id = p.tenant_id and ph.user_id = p.user_id and ph.verified_at is not null
    -- The company's own number would ring itself.
    and not private.is_own_number(tenant, ph.phone)
  left join lateral (select r.id, r.body from public.route_versions r
    where r.tenant_id = n.tenant_id and r.route_id = coalesce(n.route_id,
      case when p.user_id is null then standard.id end)
    order by r.published_at desc, r.id desc limit 1) v on true
  where n.tenant_id = tenant
  order by n.created_at, n.id
$$;

revoke all on function private.number_routes from public;

CREATE UNIQUE INDEX routes_one_default ON public.routes USING btree (tenant_id) WHERE is_default;

comment on column public.routes.is_default is 'Calls to numbers that have neither a route nor a person follow it.';

-- Companies that were there before: their numbers without a person now take messages.
select private.add_default_route(t.id) from public.tenants t
  where not exists (select from public.routes r where r.tenant_id = t.id and r.is_default);

reset check_function_bodies;
