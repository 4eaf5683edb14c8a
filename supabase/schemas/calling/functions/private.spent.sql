-- The cost of a tenant's calls since a moment, inbound and outbound. A call without a price yet is
-- estimated: the started minutes of both legs, at the highest price per minute of the last hundred
-- priced calls, or 0.10 before there is one.
create or replace function private.spent(tenant uuid, since timestamptz, at timestamptz)
  returns numeric
language sql stable set search_path = pg_catalog, pg_temp as $$
  with highest as (
    select coalesce(max(price / ceil(greatest(billed_seconds, 60) / 60.0)), 0.10) as per_minute
    from (select price, billed_seconds from public.calls
          where tenant_id = tenant and direction = 'outbound' and price > 0
          order by created_at desc, id desc limit 100) as priced
  )
  select coalesce(sum(case
      when c.price is not null then c.price
      when c.ended_at is null
        then h.per_minute * 2
          * least(ceil(greatest(extract(epoch from at - c.created_at), 60) / 60), 241)
      -- Never placed, never answered, or settled: no price will come.
      when c.twilio_call_sid is null or c.outcome = 'rep_unreachable'
        or c.settled_at is not null then 0
      else h.per_minute * ceil(greatest(coalesce(c.billed_seconds, 2 * c.duration_seconds),
        60) / 60.0) end), 0)
  from public.calls c, highest h
  where c.tenant_id = tenant and c.created_at >= since
$$;

revoke all on function private.spent from public;
