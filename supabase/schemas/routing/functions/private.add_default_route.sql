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
