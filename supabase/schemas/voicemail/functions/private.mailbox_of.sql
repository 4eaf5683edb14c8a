-- Whose mailbox a call's message was left in, for a message of which Twilio's list was heard of
-- first: as the webhook of its end says, by itself or by the step of the route that took it; where
-- that got lost, as whoever transferred the caller asked for, or as the sweep finds out
-- (lib/reconcile/mailbox.ts). Null for everybody's.
create or replace function private.mailbox_of(tenant uuid, call uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  with taken as (
    select coalesce(substring(e.query from '(?:^|&)mailbox=([0-9a-f-]{36})'),
        v.body #>> array['steps', substring(e.query from '(?:^|&)at=([a-z0-9-]+)'), 'mailbox',
          'user_id']) as person
    from public.call_events e
      left join public.route_versions v on v.tenant_id = tenant
        and v.id::text = substring(e.query from '(?:^|&)route=([0-9a-f-]{36})')
    where e.tenant_id = tenant and e.call_id = call and e.event_type = 'voicemail'
    order by e.id limit 1
  ), asked as (
    select s.facts ->> 'target_user_id' as person from public.call_steps s
    where s.tenant_id = tenant and s.call_id = call and s.kind = 'transferred'
      and s.facts ->> 'to' = 'voicemail' and not exists (select from taken)
    order by s.happened_at desc limit 1
  )
  select p.user_id from (select person from taken union all select person from asked) whose
    join public.profiles p on p.tenant_id = tenant and p.removed_at is null
      and p.user_id::text = whose.person
$$;
revoke all on function private.mailbox_of from public;
