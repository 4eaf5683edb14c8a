-- An admin saves a LiveKit account that LiveKit has just accepted, or removes it (`saved` null).
-- Of another project nothing is set up yet. The prefix of rooms stays, and so do SIP credentials
-- unless `renews_sip`: the old password does not open any more.
create or replace function machine.save_livekit_account(tenant uuid, person uuid, saved jsonb,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was public.livekit_accounts;
  is_other boolean;
begin
  if not exists (select from public.profiles where tenant_id = tenant and user_id = person
      and removed_at is null and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  if saved is null then
    delete from public.livekit_accounts where tenant_id = tenant;
    return 'saved';
  end if;
  insert into public.livekit_accounts (tenant_id, url, api_key, api_secret_ciphertext, sip_host,
      region, transport, sip_username, sip_password_ciphertext, room_prefix, updated_at)
    values (tenant, saved ->> 'url', saved ->> 'api_key', saved ->> 'api_secret_ciphertext',
      saved ->> 'sip_host', saved ->> 'region', saved ->> 'transport', saved ->> 'sip_username',
      saved ->> 'sip_password_ciphertext', saved ->> 'room_prefix', at)
    on conflict (tenant_id) do nothing;
  if found then return 'saved'; end if;
  select * into strict was from public.livekit_accounts where tenant_id = tenant for update;
  is_other := was.url <> saved ->> 'url' or was.api_key <> saved ->> 'api_key';
  update public.livekit_accounts set url = saved ->> 'url', api_key = saved ->> 'api_key',
      api_secret_ciphertext = saved ->> 'api_secret_ciphertext', sip_host = saved ->> 'sip_host',
      region = saved ->> 'region', transport = saved ->> 'transport', updated_at = at,
      trunk_id = case when not is_other then trunk_id end,
      dispatch_rule_id = case when not is_other then dispatch_rule_id end,
      set_up_at = case when not is_other then set_up_at end,
      reported_at = case when not is_other then reported_at end,
      trunk_numbers = case when is_other then '{}' else trunk_numbers end,
      sip_username = case when (saved ->> 'renews_sip')::boolean then saved ->> 'sip_username'
        else sip_username end,
      sip_password_ciphertext = case when (saved ->> 'renews_sip')::boolean
        then saved ->> 'sip_password_ciphertext' else sip_password_ciphertext end,
      is_on = is_on and not is_other and (saved ->> 'sip_host') is not null
    where tenant_id = tenant;
  return 'saved';
end
$$;

revoke all on function machine.save_livekit_account from public;
grant execute on function machine.save_livekit_account to ringbook_machine;
