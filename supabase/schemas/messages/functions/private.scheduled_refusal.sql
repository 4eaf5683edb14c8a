-- Why a scheduled message is too late, or has lost what it needs: its sender, number or account.
create or replace function private.scheduled_refusal(m public.messages, at timestamptz)
  returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object('refused', r.reason) from (select case
    when at > m.send_at + interval '1 hour' then 'too_late'
    when m.user_id is not null and not exists (select from public.profiles p
      where p.tenant_id = m.tenant_id and p.user_id = m.user_id and p.removed_at is null)
      then 'sender_left'
    when not exists (select from public.phone_numbers n where n.tenant_id = m.tenant_id
      and n.id = m.phone_number_id and n.removed_at is null) then 'number_not_yours'
    when not exists (select from public.twilio_accounts a where a.tenant_id = m.tenant_id
      and a.verified_at is not null) then 'twilio_not_configured'
    end as reason) r
  where r.reason is not null
$$;

revoke all on function private.scheduled_refusal from public;
