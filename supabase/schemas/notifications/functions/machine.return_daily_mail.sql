-- The mail of this day did certainly not go out: it is claimed again.
create or replace function machine.return_daily_mail(tenant uuid, person uuid, of_day date)
  returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.notification_settings set mailed_on = of_day - 1
    where tenant_id = tenant and user_id = person and mailed_on = of_day $$;

revoke all on function machine.return_daily_mail from public;
grant execute on function machine.return_daily_mail to ringbook_machine;
