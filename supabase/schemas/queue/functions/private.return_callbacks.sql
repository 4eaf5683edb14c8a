-- Callbacks that came to nothing: nobody took them, or the caller did not answer. They are tried
-- again in their place, five times in all, unless nobody is left to call.
create or replace function private.return_callbacks(tenant uuid) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  update public.queue_entries q set ringing = null,
      state = case when q.tries >= 5 or q.people = '{}' then 'given_up' else 'callback' end,
      next_try_at = now() + case when exists (select from public.call_legs l
          where l.tenant_id = tenant and l.call_id = q.call_id and l.role = 'customer'
            and l.first_seen_at > k.claimed_at - interval '2 seconds')
        then interval '10 minutes' else interval '0' end
    from private.ring_claims k
    where q.tenant_id = tenant and q.state = 'calling' and k.tenant_id = tenant
      and k.user_id = q.ringing
      and (k.call_id <> q.call_id or private.is_claim_over(k))
$$;
revoke all on function private.return_callbacks from public;
