-- { refused } when a person is on a call, or their phone is: a call is often over seconds before
-- the rep's phone is down ("The line is busy"). A leg whose end never arrives blocks for 2 minutes.
create or replace function private.busy_refusal(tenant uuid, caller uuid, at timestamptz)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from public.calls
    where tenant_id = tenant and user_id = caller and ended_at is null and not owner_left
      and status in ('queued', 'ringing', 'in-progress')
      and (direction <> 'inbound' or stage in ('ringing_rep', 'confirming', 'connected'))
  ) or exists (
    select from public.calls
    where tenant_id = tenant and callee_id = caller and created_at > at - interval '5 hours'
      and ended_at is null and stage = 'connected'
  ) or exists (
    select from public.calls
    where tenant_id = tenant and ended_at is null and also_on <> '{}' and caller = any (also_on)
  ) then return jsonb_build_object('refused', 'call_in_progress'); end if;
  if exists (
    select from public.calls c
    join public.call_legs l on l.tenant_id = c.tenant_id and l.call_id = c.id
    where c.tenant_id = tenant and caller in (c.user_id, c.callee_id)
      and c.created_at > at - interval '5 hours'
      and c.ended_at > at - interval '2 minutes'
      and l.role = 'rep' and coalesce(l.user_id, caller) = caller and l.status < 'completed'
  ) then return jsonb_build_object('refused', 'call_in_progress', 'ending', true); end if;
  return null;
end
$$;

revoke all on function private.busy_refusal from public;
