-- Claims a person for a caller who is to be called back, and says whom to call from where; null if
-- they were claimed by another call at this moment, or the caller is not to be called any more.
create or replace function private.begin_callback(tenant uuid, call uuid, person uuid)
  returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  c public.calls;
  own_number text;
  other record;
begin
  select * into c from public.calls where tenant_id = tenant and id = call;
  own_number := (select n.number from public.phone_numbers n
    where n.tenant_id = tenant and n.removed_at is null
    order by n.id is distinct from c.phone_number_id, n.created_at, n.id limit 1);
  if own_number is null or exists (select from public.do_not_call d
      where d.tenant_id = tenant and d.number = c.customer_number) then
    update public.queue_entries set state = 'given_up' where tenant_id = tenant and call_id = call;
    return null;
  end if;
  select max(o.created_at) filter (where o.outcome = 'connected') as reached_at,
      bool_or(o.ended_at is null) as is_live into other
    from public.calls o join public.queue_entries q on q.tenant_id = tenant and q.call_id = call
    where o.tenant_id = tenant and o.customer_number = c.customer_number and o.id <> call
      and o.created_at > q.joined_at;
  if other.reached_at is not null or other.is_live then
    -- They called again, or somebody called them.
    update public.queue_entries set next_try_at = now() + interval '1 minute',
        state = case when other.reached_at is null then 'callback' else 'left' end
      where tenant_id = tenant and call_id = call;
    return null;
  end if;
  if not private.claim_person(tenant, call, person) then return null; end if;
  update public.queue_entries set state = 'calling', ringing = person, tries = tries + 1
    where tenant_id = tenant and call_id = call;
  -- Its legs are still to come.
  update public.calls set settled_at = null, next_check_at = now() + interval '2 minutes'
    where tenant_id = tenant and id = call;
  return (select jsonb_build_object('call_id', call, 'user_id', person, 'phone', p.phone,
      'further_phones', coalesce(to_jsonb(private.further_of(t, person)), '[]'),
      'from', own_number, 'customer', c.customer_number, 'name', q.name, 'tries', q.tries,
      'record', t.recording_enabled, 'time_limit_seconds', t.call_time_limit_seconds)
    from public.queue_entries q, public.personal_phones p, public.tenants t
    where q.tenant_id = tenant and q.call_id = call and p.tenant_id = tenant
      and p.user_id = person and t.id = tenant);
end
$$;
revoke all on function private.begin_callback from public;
