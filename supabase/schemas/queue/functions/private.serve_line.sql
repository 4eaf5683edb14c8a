-- Which waiting caller gets whom of the people (private.routed_people) who are free: the line is
-- served in its order, and each gets whoever has had no call or ring for longest. Nobody is in
-- there twice. Who has just not answered a caller is not rung for the same one at once. A caller
-- whom a manager has just taken comes first, and gets them, also where they take no calls. Who is
-- called back needs somebody with a phone.
create or replace function private.serve_line(tenant uuid, people jsonb)
  returns table (call_id uuid, user_id uuid)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  able text[] := array['free', 'after_call', 'busy', 'away', 'offline', 'outside_hours'];
  rung uuid[] := '{}';
  entry record;
begin
  for entry in
    select l.*, case when l.taken_at > now() - interval '60 seconds' then l.taken_by end as taker
    from private.queue_line(tenant) l
    order by coalesce(l.taken_at > now() - interval '60 seconds', false) desc, l.priority desc,
      l.joined_at, l.call_id
  loop
    continue when entry.taker is null and entry.state = 'callback' and entry.next_try_at > now();
    select r.user_id into user_id from jsonb_to_recordset(people) as r(user_id uuid,
        availability text, has_phone boolean, rung_at bigint, talked_at bigint)
      where r.user_id <> all (rung) and (r.has_phone or entry.state <> 'callback')
        and case when entry.taker is not null
          then r.user_id = entry.taker and r.availability = any (able)
          else r.availability = 'free'
            and (entry.people is null or r.user_id = any (entry.people)) end
        and not exists (select from private.ring_claims k where k.tenant_id = tenant
          and k.user_id = r.user_id and k.call_id = entry.call_id
          and k.claimed_at > now() - interval '45 seconds')
      order by greatest(r.rung_at, r.talked_at) nulls first, r.user_id limit 1;
    continue when user_id is null;
    rung := rung || user_id;
    call_id := entry.call_id;
    return next;
  end loop;
end
$$;
revoke all on function private.serve_line from public;
