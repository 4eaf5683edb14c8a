-- Begins a change of trunk and rule at LiveKit: the account and the numbers that calls come in on.
-- One at a time for a tenant: `busy` until the other is done, or a minute has passed. `person` is
-- an admin; null for the app's own job.
create or replace function machine.claim_livekit_setup(tenant uuid, person uuid, claim uuid,
  at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  mine public.livekit_accounts;
begin
  if person is not null and not exists (select from public.profiles where tenant_id = tenant
      and user_id = person and removed_at is null and role = 'admin') then
    return jsonb_build_object('kind', 'not_admin');
  end if;
  select * into mine from public.livekit_accounts where tenant_id = tenant for update;
  if not found then return jsonb_build_object('kind', 'none'); end if;
  if mine.setup_until > at then return jsonb_build_object('kind', 'busy'); end if;
  update public.livekit_accounts set setup_claim = claim, setup_until = at + interval '1 minute'
    where tenant_id = tenant;
  return jsonb_build_object('kind', 'claimed', 'account', private.livekit_json(mine),
    'numbers', private.livekit_numbers(tenant));
end
$$;

revoke all on function machine.claim_livekit_setup from public;
grant execute on function machine.claim_livekit_setup to ringbook_machine;
