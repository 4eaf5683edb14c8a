-- Whose mailbox a call's message was left in, by the step of the route that took it: for a message
-- of which Twilio's list was heard of first. Null for everybody's.
create or replace function private.mailbox_of(tenant uuid, call uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.user_id from public.call_events e
    join public.route_versions v on v.tenant_id = tenant
      and v.id::text = substring(e.query from '(?:^|&)route=([0-9a-f-]{36})')
    join public.profiles p on p.tenant_id = tenant and p.removed_at is null
      and p.user_id::text = v.body #>> array['steps',
        substring(e.query from '(?:^|&)at=([a-z0-9-]+)'), 'mailbox', 'user_id']
    where e.tenant_id = tenant and e.call_id = call and e.event_type = 'voicemail'
    order by e.id limit 1
$$;
revoke all on function private.mailbox_of from public;
