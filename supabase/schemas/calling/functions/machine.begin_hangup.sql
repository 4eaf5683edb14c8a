-- A person may end the calls they are on, and leave those that they have joined, a manager or admin
-- end any of the tenant. Gives the legs that are not over yet. `leaves`: only the person's own legs
-- are ended, and the call is not, because they only want to `leave`, supervise it, or others of the
-- company go on talking with the customer.
-- `is_asked`: something was asked of the call, so that its legs no longer end with the one that
-- dialled them.
create or replace function machine.begin_hangup(tenant uuid, person uuid, target uuid,
  at timestamptz, leave boolean) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
  is_asked boolean;
  leaves boolean;
  has_left boolean;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if person_role = 'rep'
    and (person = any (array[c.user_id, c.callee_id] || c.also_on)) is not true then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  is_asked := exists (select from public.call_controls k
    where k.tenant_id = tenant and k.call_id = target);
  leaves := is_asked and private.stop_supervising(tenant, target, person) or leave
    or is_asked and exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.status < 'completed' and l.user_id = person)
    and exists (select from public.call_legs l where l.tenant_id = tenant and l.call_id = target
      and l.status < 'completed' and l.user_id is distinct from person
      -- An outside number that a <Dial> rings is not asked whether it accepts.
      and (l.accepted_at is not null or l.role = 'outside' and l.status = 'in-progress')
      and (l.side = 'company' or l.side = 'supervisor'
        and exists (select from public.call_supervisions s where s.tenant_id = tenant
          and s.call_id = target and s.user_id = l.user_id
          and s.mode in ('barge', 'take_over'))));
  -- Whoever has passed it on ends it no more; a manager does, of a colleague's.
  has_left := is_asked and (c.user_id is not distinct from person or person_role = 'rep')
    and not exists (select from public.call_legs l where l.tenant_id = tenant
      and l.call_id = target and l.status < 'completed' and l.user_id = person);
  if c.ended_at is null and not leaves and not has_left then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'hangup', 'request', 'hangup', 'call_id', target, 'dedupe_key',
      'hangup:' || target || ':' || person,
      'occurred_at', at, 'received_at', at, 'data', jsonb_build_object('user_id', person)));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext,
      'direction', c.direction, 'ended', c.ended_at is not null, 'leaves', leaves,
      'is_asked', is_asked,
      'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'status', l.status, 'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)
                                order by l.parent_call_sid nulls first)
               from public.call_legs l
               where l.tenant_id = tenant and l.call_id = target and l.status < 'completed'
                 and l.medium <> 'room' and not has_left),
                 '[]'::jsonb))
    -- A meeting in a room needs no account.
    from (select) as once left join public.twilio_accounts a on a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_hangup from public;
grant execute on function machine.begin_hangup to ringbook_machine;
