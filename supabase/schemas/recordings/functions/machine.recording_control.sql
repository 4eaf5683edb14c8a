-- What is needed to pause or resume a live call's recording: a person may do so on the calls that
-- they are on, a manager or admin on any of the tenant. Once something was asked of the call, its
-- recording is made on the customer's leg. `changes` counts the pauses and resumptions so far, so
-- that two clicks at once are one.
create or replace function machine.recording_control(tenant uuid, person uuid, target uuid)
  returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
  if person_role = 'rep'
    and (person = any (array[c.user_id, c.callee_id] || c.also_on)) is not true then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  if not c.recording_requested then return jsonb_build_object('refused', 'not_recorded'); end if;
  if c.stage <> 'connected' or c.twilio_call_sid is null then
    return jsonb_build_object('refused', 'not_talking');
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid,
      'auth_token_ciphertext', a.auth_token_ciphertext, 'call_sid', coalesce(
        (select l.call_sid from public.call_controls k
          join public.call_legs l on l.tenant_id = k.tenant_id and l.call_id = k.call_id
          where k.tenant_id = tenant and k.call_id = target and l.side = 'customer'
            and l.status < 'completed' limit 1), c.twilio_call_sid),
      'changes', count(s.*), 'is_paused', private.is_recording_paused(tenant, target))
    from public.twilio_accounts a
    left join public.call_steps s on s.tenant_id = tenant and s.call_id = target
      and s.kind in ('recording_paused', 'recording_resumed')
    where a.tenant_id = tenant group by a.account_sid, a.auth_token_ciphertext);
end
$$;
revoke all on function machine.recording_control from public;
grant execute on function machine.recording_control to ringbook_machine;
