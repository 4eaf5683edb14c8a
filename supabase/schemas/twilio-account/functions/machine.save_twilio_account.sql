-- The app has seen Twilio accept these credentials, so the account is this tenant's from now on.
create or replace function machine.save_twilio_account(
  tenant uuid, person uuid, saved jsonb, at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  former uuid[];
begin
  perform pg_advisory_xact_lock(hashtextextended('twilio_accounts', 0));
  if not exists (
    select from public.profiles
    where tenant_id = tenant and user_id = person and removed_at is null and role = 'admin'
  ) then return 'not_admin'; end if;
  -- In the former tenant's audit log, without the name of a person of another tenant.
  perform set_config('ringbook.verb', 'lost', true);
  with lost as (
    update public.twilio_accounts set verified_at = null, lost_at = at
      where account_sid = saved ->> 'account_sid' and tenant_id <> tenant and lost_at is null
      returning tenant_id
  ) select array_agg(tenant_id) into former from lost;
  delete from private.call_audits where tenant_id = any (former);
  perform set_config('ringbook.verb', '', true);
  perform private.act_as(person);
  -- What Twilio said of a number of one account says nothing of the same number in another.
  if exists (
    select from public.twilio_accounts
    where tenant_id = tenant and account_sid <> saved ->> 'account_sid'
  ) then
    delete from public.kept_webhooks where tenant_id = tenant;
    delete from public.browser_calls where tenant_id = tenant;
    update public.phone_numbers set twilio_sid = null
      where tenant_id = tenant and twilio_sid is not null;
    update public.caller_ids set twilio_sid = null, verified_at = null
      where tenant_id = tenant and (twilio_sid is not null or verified_at is not null);
  end if;
  insert into public.twilio_accounts
      (tenant_id, account_sid, auth_token_ciphertext, auth_token_last_four, verified_at, updated_at)
    values (tenant, saved ->> 'account_sid', saved ->> 'auth_token_ciphertext',
      saved ->> 'auth_token_last_four', at, at)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid,
    auth_token_ciphertext = excluded.auth_token_ciphertext,
    auth_token_last_four = excluded.auth_token_last_four,
    verified_at = excluded.verified_at, lost_at = null, updated_at = at;
  if former is not null then
    perform private.audit(tenant, person, 'twilio_account.taken_over', null,
      jsonb_build_object('account_sid', saved ->> 'account_sid'));
  end if;
  return 'saved';
end
$$;

revoke all on function machine.save_twilio_account from public;
grant execute on function machine.save_twilio_account to ringbook_machine;
