-- Ends what machine.claim_livekit_setup began. `made` is what stands at LiveKit now (trunk_id,
-- dispatch_rule_id, and the trunk's numbers; nulls once removed); null where that was not changed.
-- False where somebody else has begun since: then nothing is written.
create or replace function machine.finish_livekit_setup(tenant uuid, person uuid, claim uuid,
  made jsonb, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from public.livekit_accounts where tenant_id = tenant and setup_claim = claim for update;
  if not found then return false; end if;
  if person is not null then perform private.act_as(person); end if;
  if made is not null then
    update public.livekit_accounts set trunk_id = made ->> 'trunk_id',
        dispatch_rule_id = made ->> 'dispatch_rule_id',
        set_up_at = case when made ->> 'trunk_id' is not null then at end,
        trunk_numbers = array(select jsonb_array_elements_text(coalesce(made -> 'numbers', '[]'))),
        is_on = is_on and made ->> 'trunk_id' is not null
      where tenant_id = tenant;
  end if;
  update public.livekit_accounts set setup_claim = null, setup_until = null
    where tenant_id = tenant;
  return true;
end
$$;

revoke all on function machine.finish_livekit_setup from public;
grant execute on function machine.finish_livekit_setup to ringbook_machine;
