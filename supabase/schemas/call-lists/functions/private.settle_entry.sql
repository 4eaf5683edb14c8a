-- After a call: done, or to be called again by the list's rule for its outcome: what the person
-- says, else what the record says. A call that never rang the contact counts for nothing.
create or replace function private.settle_entry(e public.call_list_entries, disposition uuid,
  ended_as text, person uuid, at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  rule jsonb := (select l.retries -> coalesce(disposition::text,
      case when ended_as in ('no-answer', 'busy', 'canceled') then 'unanswered' end)
    from public.call_lists l where l.tenant_id = e.tenant_id and l.id = e.list_id);
  is_lost constant boolean := disposition is null and not private.rang_contact(ended_as)
    and ended_as <> 'failed';
  is_again constant boolean := is_lost
    or coalesce(e.attempts <= (rule ->> 'times')::numeric, false);
begin
  update public.call_list_entries set
      state = case when is_again then 'waiting' else 'done' end,
      reason = case when is_lost then 'not_reached' when is_again then 'retry' end,
      next_attempt_at = case when is_lost then at + interval '10 minutes'
        when is_again then at + make_interval(mins => (rule ->> 'after_minutes')::numeric::integer)
        else next_attempt_at end,
      attempts = case when is_lost then greatest(attempts - 1, 0) else attempts end,
      disposition_id = disposition, outcome = ended_as, finished_by = person, finished_at = at,
      claimed_by = null, claimed_until = null, is_calling = false
    where tenant_id = e.tenant_id and id = e.id;
  perform private.finish_list(e.tenant_id, e.list_id, at);
end
$$;

revoke all on function private.settle_entry from public;
