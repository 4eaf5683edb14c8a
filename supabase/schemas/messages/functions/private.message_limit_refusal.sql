-- As private.limit_refusal, of messages; calls and messages share the spending of a day. A
-- scheduled message that is sent now (own) does not count against itself.
create or replace function private.message_limit_refusal(settings public.tenants, sender uuid,
  own uuid, at timestamptz) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  counted record;
  oldest timestamptz;
begin
  for counted in values
    ('user_limit_reached', 'hour', settings.user_messages_per_hour, interval '1 hour'),
    ('user_limit_reached', 'day', settings.user_messages_per_day, interval '1 day'),
    ('tenant_limit_reached', 'hour', settings.tenant_messages_per_hour, interval '1 hour'),
    ('tenant_limit_reached', 'day', settings.tenant_messages_per_day, interval '1 day')
  loop
    if counted.column1 = 'user_limit_reached' then
      select created_at into oldest from public.messages
        where tenant_id = settings.id and user_id = sender and direction = 'outbound'
          and created_at > at - counted.column4 and id is distinct from own
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    else
      select created_at into oldest from public.messages
        where tenant_id = settings.id and direction = 'outbound'
          and created_at > at - counted.column4 and id is distinct from own
        order by created_at desc, id desc offset counted.column3 - 1 limit 1;
    end if;
    if oldest is not null then
      return jsonb_build_object('refused', counted.column1, 'allowed', counted.column3,
        'per', counted.column2,
        'retry_after', ceil(extract(epoch from oldest + counted.column4 - at)));
    end if;
  end loop;
  return private.spend_refusal(settings, at);
end
$$;

revoke all on function private.message_limit_refusal from public;
