-- A person may end the calls they are on, a manager or admin any of the tenant. Gives the legs that
-- are not over yet.
create or replace function machine.begin_hangup(tenant uuid, person uuid, target uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  person_role public.member_role;
begin
  select role into person_role from public.profiles where tenant_id = tenant and user_id = person
    and removed_at is null;
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or person_role is null then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if person_role = 'rep' and (person in (c.user_id, c.callee_id)) is not true then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  if c.ended_at is null then
    perform machine.record_event(tenant,
      jsonb_build_object('type', 'hangup', 'request', 'hangup', 'call_id', target, 'dedupe_key',
      'hangup:' || target || ':' || person,
      'occurred_at', at, 'received_at', at, 'data', jsonb_build_object('user_id', person)));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext,
      'direction', c.direction, 'ended', c.ended_at is not null,
      'legs', coalesce((select jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role,
        'status', l.status, 'parent_call_sid', l.parent_call_sid, 'user_id', l.user_id)
                                order by l.parent_call_sid nulls first)
               from public.call_legs l
               where l.tenant_id = tenant and l.call_id = target and l.status < 'completed'),
                 '[]'::jsonb))
    from public.twilio_accounts a where a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_hangup from public;
grant execute on function machine.begin_hangup to ringbook_machine;
