-- The app has seen Twilio accept these credentials. Whoever saved the account before without ever
-- being accepted gives way.
create or replace function machine.save_twilio_account(tenant uuid, person uuid, saved jsonb,
  at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.profiles
                 where tenant_id = tenant and user_id = person and removed_at is null
                   and role = 'admin') then
    return 'not_admin';
  end if;
  perform private.act_as(person);
  delete from public.twilio_accounts
    where account_sid = saved ->> 'account_sid' and tenant_id <> tenant and verified_at is null;
  insert into public.twilio_accounts
    (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at)
    values (tenant, saved ->> 'account_sid', saved ->> 'auth_token_ciphertext',
      saved ->> 'auth_token_last_four', at)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid,
    auth_token_ciphertext = excluded.auth_token_ciphertext,
    auth_token_last_four = excluded.auth_token_last_four, verified_at = excluded.verified_at,
      updated_at = at;
  return 'saved';
exception when unique_violation then
  return 'taken';
end
$$;

revoke all on function machine.save_twilio_account from public;
grant execute on function machine.save_twilio_account to ringbook_machine;
