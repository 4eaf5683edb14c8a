-- The daily mails whose time has come, each with what is to be in it. A mail counts as sent from
-- here on: whoever asks at the same moment gets others, and a process that dies sends none. Three
-- hours late a mail is left out.
create or replace function machine.claim_daily_mails(at timestamptz, how_many integer)
  returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  with come as (
    select s.tenant_id, s.user_id, s.mail_off, p.name, p.email, t.name as company, t.time_zone,
      t.country_code, d.day
    from public.notification_settings s
    join public.profiles p on p.tenant_id = s.tenant_id and p.user_id = s.user_id
      and p.removed_at is null
    join public.tenants t on t.id = s.tenant_id
    cross join lateral (select ((at at time zone t.time_zone) - s.mail_at)::date as day) d
    where s.mail_at is not null and (s.mailed_on is null or s.mailed_on < d.day)
      and (at at time zone t.time_zone) < d.day + s.mail_at + interval '3 hours'
    limit how_many for update of s skip locked
  ), claimed as (
    update public.notification_settings s set mailed_on = come.day from come
      where s.tenant_id = come.tenant_id and s.user_id = come.user_id
      returning come.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'user_id', c.user_id,
      'day', c.day, 'name', c.name, 'email', c.email, 'company', c.company, 'time_zone',
      c.time_zone, 'country_code', c.country_code)
    || private.daily_mail(c.tenant_id, c.user_id, at, c.time_zone, c.mail_off)), '[]'::jsonb)
  from claimed c
$$;

revoke all on function machine.claim_daily_mails from public;
grant execute on function machine.claim_daily_mails to ringbook_machine;
