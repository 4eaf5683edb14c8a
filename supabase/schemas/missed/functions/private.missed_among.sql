-- The missed calls among a caller's calls, each with its kind, and the calls with talk, without
-- one; a call with people talking has not ended yet.
create or replace function private.missed_among(calls public.calls[])
returns table (id uuid, kind text, user_id uuid, direction text, talked_at timestamptz,
  over_at timestamptz)
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return query select c.id, private.missed_kind(c.outcome), c.user_id, c.direction,
      coalesce(c.answered_at, c.created_at),
      coalesce(c.ended_at, case when c.stage = 'connected' then 'infinity'::timestamptz
        else c.created_at end)
    from unnest(calls) c
    where private.missed_kind(c.outcome) is not null or c.outcome = 'connected'
      or c.stage = 'connected';
end
$$;

revoke all on function private.missed_among from public;
