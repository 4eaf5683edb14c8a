-- What comparing an account's received texts needs: its numbers, each since when; a week at most,
-- and a quarter of an hour again, as Twilio's list may lag behind. Null when it is not due.
create or replace function machine.due_message_comparison(tenant uuid, at timestamptz)
  returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('account_sid', a.account_sid,
    'auth_token_ciphertext', a.auth_token_ciphertext,
    'numbers', coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number,
        'since', greatest(n.created_at, c.compared_until, at - interval '7 days')
          - interval '15 minutes') order by n.id)
      from public.phone_numbers n where n.tenant_id = tenant and n.removed_at is null), '[]'))
  from private.message_audits c join public.twilio_accounts a on a.tenant_id = c.tenant_id
  where c.tenant_id = tenant and c.next_at <= at and a.verified_at is not null
$$;

revoke all on function machine.due_message_comparison from public;
grant execute on function machine.due_message_comparison to ringbook_machine;
