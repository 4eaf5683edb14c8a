-- Notes that a manager or admin wants to supervise a call, or do so in another way: `mode` is
-- listen | whisper | barge | take_over. Gives what machine.ask_control gives, and `moves`: the two
-- are still connected by a <Dial>; `rings`: where to ring the supervisor, null where they are on
-- the line or being rung. { done: true } where it is so already; { refused } where it cannot be.
create or replace function machine.supervise(tenant uuid, person uuid, target uuid, mode text,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  k public.call_controls;
  s public.call_supervisions;
  legs jsonb;
  no text;
  rings jsonb;
  moves boolean;
  goes_on boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null) then return jsonb_build_object('refused', 'call_not_found'); end if;
  select * into c from public.calls where tenant_id = tenant and id = target for no key update;
  select * into k from public.call_controls where tenant_id = tenant and call_id = target;
  select * into s from public.call_supervisions where tenant_id = tenant and call_id = target;
  legs := private.control_legs(tenant, target);
  no := private.supervision_refusal(c, k, s, legs, person, mode);
  if no is not null then return jsonb_build_object('refused', no); end if;
  goes_on := coalesce(s.user_id = person and s.state <> 'gone', false);
  if goes_on and s.mode = mode then return jsonb_build_object('done', true); end if;
  if not goes_on then
    select jsonb_build_object('name', p.name, 'phone', r.phone, 'in_browser', r.in_browser)
      into rings from public.profiles p join public.tenants t on t.id = tenant
      cross join lateral private.reach_of(t, person) r
      where p.tenant_id = tenant and p.user_id = person
        and (r.phone is distinct from c.customer_number and r.phone is not null or r.in_browser);
    if rings is null then return jsonb_build_object('refused', 'you_cannot_be_rung'); end if;
  end if;
  perform private.audit(tenant, person, 'call.supervised', c.user_id::text,
    jsonb_build_object('mode', mode, 'call_id', target));
  insert into public.call_supervisions as known (tenant_id, call_id, user_id, mode, state,
      is_shown, is_announced, asked_at)
    select tenant, target, person, mode, 'ringing', t.show_supervision
        or mode <> 'listen', t.announce_supervision, at
      from public.tenants t where t.id = tenant
  on conflict (tenant_id, call_id) do update set user_id = excluded.user_id,
    mode = excluded.mode, state = case when goes_on then known.state else 'ringing' end,
    applied = case when goes_on then known.applied end,
    is_shown = excluded.is_shown or goes_on and known.is_shown,
    is_announced = excluded.is_announced, asked_at = excluded.asked_at,
    announced_at = case when goes_on then known.announced_at end, taken_over_at = null,
    changes = known.changes + 1
  returning known.* into s;
  moves := k.customer_in is null or k.customer_in = 'dial';
  if moves then
    perform private.write_control(private.asked_control(c, k, person, '{"kind": "join"}', at));
  end if;
  return private.asked_of(c, k, legs) || jsonb_build_object('moves', moves, 'rings', rings,
    'user_id', c.user_id, 'is_shown', s.is_shown);
end
$$;
revoke all on function machine.supervise from public;
grant execute on function machine.supervise to ringbook_machine;
