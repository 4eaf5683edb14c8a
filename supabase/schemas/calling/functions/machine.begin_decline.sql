-- A person declines a caller whom their browser or phones ring: gives those of their legs that
-- ring, while the call rings on for others. None of a leg that has been declined already. Null for
-- a call that does not come in.
create or replace function machine.begin_decline(tenant uuid, person uuid, target uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  own jsonb;
  said jsonb := jsonb_build_object('step', jsonb_build_object('kind', 'declined',
    'facts', jsonb_build_object('user_id', person)));
begin
  select * into c from public.calls where tenant_id = tenant and id = target;
  if c.id is null or not exists (select from public.profiles where tenant_id = tenant
    and user_id = person and removed_at is null) then
    return jsonb_build_object('refused', 'call_not_found');
  end if;
  if c.direction <> 'inbound' then return null; end if;
  if not private.has_rung(c, person) then
    return jsonb_build_object('refused', 'not_your_call');
  end if;
  own := (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'role', l.role)
      order by l.call_sid), '[]')
    from public.call_legs l
    where l.tenant_id = tenant and l.call_id = target and l.user_id = person
      and l.status < 'completed' and l.accepted_at is null);
  if own = '[]' and c.ended_at is null and c.stage <> 'connected' and not exists (select
      from public.call_legs l
      where l.tenant_id = tenant and l.call_id = target and l.user_id = person) then
    return jsonb_build_object('refused', 'rings_not_yet');
  end if;
  if own <> '[]' then
    perform machine.record_event(tenant, said || jsonb_build_object('type', 'rest.control',
      'call_id', target, 'dedupe_key', 'control:' || target || ':declined:' || person || ':' || at,
      'occurred_at', at, 'received_at', at, 'data', said));
  end if;
  return (select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext, 'legs', own)
    from (select) as once left join public.twilio_accounts a on a.tenant_id = tenant);
end
$$;

revoke all on function machine.begin_decline from public;
grant execute on function machine.begin_decline to ringbook_machine;
