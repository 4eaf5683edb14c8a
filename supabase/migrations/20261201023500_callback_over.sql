set check_function_bodies = off;

-- The legs of a callback that still ring whoever has pressed 1 on another of their phones, also
-- where that one has ended since: it is over then. Null for none. They are our own requests, so
-- nobody else ends them.
create or replace function private.callback_twins(c public.calls) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from public.queue_entries q
      where q.tenant_id = c.tenant_id and q.call_id = c.id and q.tries > 0)
  then return null; end if;
  return (select jsonb_agg(l.call_sid order by l.call_sid) from public.call_legs l
    where l.tenant_id = c.tenant_id and l.call_id = c.id and l.role = 'rep'
      and l.parent_call_sid is null and l.status < 'completed' and l.accepted_at is null
      and exists (select from public.call_legs o
        where o.tenant_id = c.tenant_id and o.call_id = c.id and o.role = 'rep'
          and o.parent_call_sid is null and o.user_id = l.user_id and o.accepted_at is not null
          and (o.status = 'in-progress' or exists (select from private.ring_claims k
            -- Of this try, not an earlier one.
            where k.tenant_id = c.tenant_id and k.user_id = l.user_id and k.call_id = c.id
              and o.first_seen_at > k.claimed_at - interval '2 seconds'))));
end
$$;
revoke all on function private.callback_twins from public;
