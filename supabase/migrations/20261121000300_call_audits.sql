-- Up to when each account's list of calls was compared with the calls here, and when it is done next.
create table private.call_audits (
  tenant_id uuid primary key references public.tenants (id) on delete cascade,
  account_sid text not null,
  since timestamptz not null,
  compared_until timestamptz not null,
  next_at timestamptz not null,
  failures integer not null default 0,
  problem text,
  differences integer not null default 0
);
comment on table private.call_audits is
  'The sweep''s comparison of a tenant''s calls with Twilio''s list. Written by machine functions alone.';
comment on column private.call_audits.since is 'When the account was connected: calls before that are not ours to compare.';
comment on column private.call_audits.compared_until is 'Every call that began before this has been looked for here.';
comment on column private.call_audits.failures is 'How often in a row Twilio could not be asked; it is asked later and later.';
comment on column private.call_audits.problem is 'Why it could not be asked the last time, in words for an admin; null when it could.';
comment on column private.call_audits.differences is 'What the last comparison found and could not put right.';
create index call_audits_due on private.call_audits (next_at);

alter table private.call_audits enable row level security;
revoke all on private.call_audits from public, anon, authenticated, service_role;

-- Accounts due to be compared, each handed to one sweep at a time, for a minute.
create function machine.claim_audits(at timestamptz, how_many integer) returns jsonb
language sql security definer set search_path = pg_catalog, pg_temp as $$
  -- A new account, or another one than before, begins at its connection.
  insert into private.call_audits as k (tenant_id, account_sid, since, compared_until, next_at)
    select a.tenant_id, a.account_sid, a.updated_at, greatest(a.updated_at, at - interval '31 days'), at
    from public.twilio_accounts a
    where not exists (select from private.call_audits c where c.tenant_id = a.tenant_id and c.account_sid = a.account_sid)
  on conflict (tenant_id) do update set account_sid = excluded.account_sid, since = excluded.since,
    compared_until = excluded.compared_until, next_at = excluded.next_at, failures = 0, problem = null, differences = 0
    where k.account_sid <> excluded.account_sid;
  with due as (
    select c.tenant_id from private.call_audits c join public.twilio_accounts a on a.tenant_id = c.tenant_id
    where c.next_at <= at order by c.next_at limit how_many for update of c skip locked
  ), claimed as (
    update private.call_audits c set next_at = at + interval '60 seconds' from due
    where c.tenant_id = due.tenant_id returning c.*
  )
  select coalesce(jsonb_agg(jsonb_build_object('tenant_id', c.tenant_id, 'since', c.since, 'compared_until', c.compared_until,
      'account_sid', a.account_sid, 'auth_token_ciphertext', a.auth_token_ciphertext)), '[]'::jsonb)
  from claimed c join public.twilio_accounts a on a.tenant_id = c.tenant_id
$$;

-- How it went: compared up to `until`, or the problem. Soon again while there are calls, later and later while Twilio cannot be asked.
create function machine.finish_audit(tenant uuid, at timestamptz, until timestamptz, differing integer, trouble text) returns boolean
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update private.call_audits c set
    compared_until = greatest(compared_until, until),
    differences = coalesce(differing, differences),
    problem = trouble,
    failures = case when trouble is null then 0 else failures + 1 end,
    next_at = at + case
      when trouble is not null then least(interval '30 seconds' * 2 ^ least(failures, 6), interval '10 minutes')
      when until < at - interval '1 minute' then interval '0'
      when exists (select from public.calls where tenant_id = tenant and created_at > at - interval '1 hour') then interval '40 seconds'
      else interval '5 minutes' end
  where tenant_id = tenant
  returning true
$$;

-- What is needed to tell whose these legs of Twilio's are: the tenant's numbers and phones, the legs known here, and the calls
-- around `earliest` and `latest` that wait for their leg. A call whose create was lost may have been given up; it waits all the same.
create function machine.audit_facts(tenant uuid, sids jsonb, earliest timestamptz, latest timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (select jsonb_build_object(
    'recording_enabled', t.recording_enabled,
    'numbers', (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'number', n.number, 'forward_to', n.forward_to)), '[]'::jsonb)
                from public.phone_numbers n where n.tenant_id = tenant),
    'phones', (select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'phone', p.phone) order by p.updated_at, p.user_id), '[]'::jsonb)
               from public.personal_phones p where p.tenant_id = tenant),
    'known', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', l.call_sid, 'call_id', l.call_id)), '[]'::jsonb)
              from public.call_legs l
              where l.tenant_id = tenant and l.call_sid in (select jsonb_array_elements_text(sids))),
    -- Calls that said a code to a phone, and those that may still turn out to be at Twilio.
    'proofs', (select coalesce(jsonb_agg(jsonb_build_object('call_sid', p.call_sid, 'to', p.phone, 'created_at', p.created_at)), '[]'::jsonb)
               from public.phone_proofs p
               where p.tenant_id = tenant and (p.call_sid in (select jsonb_array_elements_text(sids))
                 or p.call_sid is null and p.settled_at is null
                   and p.created_at between earliest - interval '2 minutes' and latest + interval '2 minutes')),
    'waiting', (select coalesce(jsonb_agg(jsonb_build_object('call_id', c.id, 'from', c.from_number, 'created_at', c.created_at,
                  'to', e.event_data ->> 'to') order by c.created_at), '[]'::jsonb)
                from public.calls c
                join public.call_events e on e.tenant_id = c.tenant_id and e.call_id = c.id and e.event_type = 'initiate'
                where c.tenant_id = tenant and c.direction = 'outbound' and c.twilio_call_sid is null
                  and (c.ended_at is null or c.create_lost)
                  and c.created_at between earliest - interval '2 minutes' and latest + interval '2 minutes'))
  from public.tenants t where t.id = tenant);
end
$$;
revoke all on function machine.claim_audits(timestamptz, integer),
  machine.finish_audit(uuid, timestamptz, timestamptz, integer, text),
  machine.audit_facts(uuid, jsonb, timestamptz, timestamptz) from public;
grant execute on function machine.claim_audits(timestamptz, integer),
  machine.finish_audit(uuid, timestamptz, timestamptz, integer, text),
  machine.audit_facts(uuid, jsonb, timestamptz, timestamptz) to ringbook_machine;
