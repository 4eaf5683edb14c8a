-- { refused } once a tenant has spent what it may in a day, which begins at midnight.
create or replace function private.spend_refusal(settings public.tenants, at timestamptz)
  returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  midnight timestamptz := private.day_began(settings.time_zone, at);
begin
  if private.spent(settings.id, midnight, at) + private.messages_spent(settings.id, midnight)
      < settings.spend_per_day then
    return null;
  end if;
  return jsonb_build_object('refused', 'spend_limit_reached', 'retry_after',
    ceil(extract(epoch
      from private.day_began(settings.time_zone, midnight + interval '30 hours') - at)));
end
$$;

revoke all on function private.spend_refusal from public;
