-- The people of those of these claims that are over: the call that rang the person has let them go,
-- as it ended, their leg ended, or no leg of theirs was heard of for a minute. One that is called
-- back has ended before.
create or replace function private.claims_over(claims private.ring_claims[]) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select k.user_id from unnest(claims) k
    where exists (select from public.calls c
        where c.tenant_id = k.tenant_id and c.id = k.call_id and c.ended_at is not null
          and not exists (select from public.queue_entries q where q.tenant_id = k.tenant_id
            and q.call_id = k.call_id and q.state = 'calling'))
      or coalesce(
        (select bool_and(l.status >= 'completed') from public.call_legs l
          where l.tenant_id = k.tenant_id and l.call_id = k.call_id
            -- A SIP leg rings several, until they decline.
            and (l.user_id = k.user_id or l.medium = 'sip' and exists (select
              from public.room_people p where p.tenant_id = k.tenant_id and p.call_id = k.call_id
                and p.user_id = k.user_id and p.call_sid = l.call_sid))
            -- Not an earlier ring of the same call.
            and l.first_seen_at > k.claimed_at - interval '2 seconds'),
        k.claimed_at < now() - interval '60 seconds'));
end
$$;
revoke all on function private.claims_over from public;
