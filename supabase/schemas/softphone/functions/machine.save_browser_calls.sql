-- Ringbook has made a TwiML app and an API key in the account that is the tenant's. Says so where
-- another admin was first, or the account is not theirs any more.
create or replace function machine.save_browser_calls(tenant uuid, person uuid, saved jsonb)
  returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin'
  ) then return 'not_admin'; end if;
  -- Locked, so that the account is not changed under it.
  perform from public.twilio_accounts
    where tenant_id = tenant and account_sid = saved ->> 'account_sid'
      and verified_at is not null for share;
  if not found then return 'account_changed'; end if;
  perform private.act_as(person);
  -- Of an account that was the tenant's before.
  delete from public.browser_calls
    where tenant_id = tenant and account_sid <> saved ->> 'account_sid';
  insert into public.browser_calls
      (tenant_id, account_sid, application_sid, api_key_sid, api_key_secret_ciphertext)
    values (tenant, saved ->> 'account_sid', saved ->> 'application_sid',
      saved ->> 'api_key_sid', saved ->> 'api_key_secret_ciphertext')
  on conflict (tenant_id) do nothing;
  return case when found then 'saved' else 'on_already' end;
end
$$;

revoke all on function machine.save_browser_calls from public;
grant execute on function machine.save_browser_calls to ringbook_machine;
