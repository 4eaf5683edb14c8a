-- {outcome: {after_minutes, times}}: how long after a call with this outcome the contact is called
-- again, and how often.
create or replace function private.is_retry_rules(rules jsonb) returns boolean
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_typeof(rules) = 'object' and not exists (
    select from jsonb_each(rules) as r (outcome, rule)
    where (jsonb_typeof(rule -> 'after_minutes') = 'number'
      and jsonb_typeof(rule -> 'times') = 'number'
      and (rule ->> 'after_minutes')::numeric between 0 and 525600
      and (rule ->> 'times')::numeric between 1 and 20) is not true);
end
$$;

revoke all on function private.is_retry_rules from public;
grant execute on function private.is_retry_rules to authenticated;
