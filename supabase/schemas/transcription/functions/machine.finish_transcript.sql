-- What was said on a recording (`text`), or why that is not known. After `max_tries` failures, at
-- once with 0, it counts as failed. A recording deleted meanwhile stays without.
create or replace function machine.finish_transcript(tenant uuid, target uuid, said text,
  problem text, max_tries integer) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update public.recordings set
      transcript = said, transcript_problem = problem,
      transcript_tries = transcript_tries + 1,
      transcript_state = case when said is not null then 'done'
        when transcript_tries + 1 >= max_tries then 'failed' else 'waiting' end
    where tenant_id = tenant and id = target and status = 'completed'
      and transcript_state in ('waiting', 'failed') $$;
revoke all on function machine.finish_transcript from public;
grant execute on function machine.finish_transcript to ringbook_machine;
