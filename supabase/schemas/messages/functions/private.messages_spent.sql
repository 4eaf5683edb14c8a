-- The cost of a tenant's messages since a moment. One without a price yet is estimated: its
-- segments at the highest price of a segment among the last hundred, or 0.02 before there is one.
create or replace function private.messages_spent(tenant uuid, since timestamptz) returns numeric
language sql stable set search_path = pg_catalog, pg_temp as $$
  with highest as (
    select coalesce(max(price / greatest(segments, 1)), 0.02) as per_segment
    from (select price, segments from public.messages
          where tenant_id = tenant and direction = 'outbound' and price > 0
          order by created_at desc, id desc limit 100) as priced
  )
  select coalesce(sum(coalesce(m.price,
      case when m.status in ('failed', 'canceled', 'scheduled') then 0
        else h.per_segment * greatest(coalesce(m.segments, 1), 1) end)), 0)
  from public.messages m, highest h
  where m.tenant_id = tenant and m.direction = 'outbound' and m.created_at >= since
$$;

revoke all on function private.messages_spent from public;
