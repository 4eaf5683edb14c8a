-- Notes that a person who talks on two calls wants them to be one: the customer of `other` comes
-- into the room of `target`. Gives for both what machine.ask_control gives, or { refused }.
create or replace function machine.merge_calls(tenant uuid, person uuid, target uuid, other uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  k public.call_controls;
  merged public.call_controls;
  into_call jsonb;
  gone jsonb;
begin
  if target = other then return '{"refused": "same_call"}'; end if;
  -- In one order, whichever of the two another request begins with.
  perform from public.calls where tenant_id = tenant and id in (target, other)
    order by id for no key update;
  into_call := machine.ask_control(tenant, person, target, '{"kind": "add"}', at);
  if into_call ? 'refused' then return into_call; end if;
  select * into c from public.calls where tenant_id = tenant and id = other;
  select * into k from public.call_controls where tenant_id = tenant and call_id = other;
  gone := jsonb_build_object('refused', private.control_refusal(c, k,
    private.control_legs(tenant, other), person, '{"kind": "add"}'));
  if gone ->> 'refused' is not null then
    -- Nothing was asked of the first one.
    perform machine.undo_control(tenant, target, (into_call ->> 'changes')::integer,
      into_call -> 'was');
    return gone;
  end if;
  gone := private.asked_of(c, k, private.control_legs(tenant, other));
  merged := private.asked_control(c, k, person, '{"kind": "resume"}', at);
  merged.merged_into := target;
  perform private.write_control(merged);
  return into_call || jsonb_build_object('gone', gone);
end
$$;
revoke all on function machine.merge_calls from public;
grant execute on function machine.merge_calls to ringbook_machine;
