-- Whose turn it is now in the queues of a tenant (lib/queue/machine.ts). For who waits on
-- the line somebody is claimed when Twilio asks, for who is called back here.
create or replace function machine.serve_queues(tenant uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  people jsonb;
  served record;
  turns jsonb := '[]';
  callbacks jsonb := '[]';
begin
  perform pg_advisory_xact_lock(hashtextextended('queue:' || tenant, 0));
  perform private.return_callbacks(tenant);
  people := (select jsonb_agg(to_jsonb(r)
      || jsonb_build_object('has_phone', r.phone is not null,
        'rung_at', floor(extract(epoch from r.rung_at) * 1000),
        'talked_at', floor(extract(epoch from r.talked_at) * 1000)))
    from private.routed_people(tenant, '00000000-0000-0000-0000-000000000000', '{}') r);
  for served in
    select l.call_id, l.user_id, q.state, q.call_sid, q.query, q.heard_at,
      q.taken_at
    from private.serve_line(tenant, coalesce(people, '[]')) l
    join public.queue_entries q on q.tenant_id = tenant and q.call_id = l.call_id
  loop
    if served.state = 'callback' then
      callbacks := callbacks || coalesce(
        private.begin_callback(tenant, served.call_id, served.user_id), '[]');
    -- Not again while Twilio is asking.
    elsif served.query is not null and (served.heard_at < now() - interval '3 seconds'
        or served.taken_at > served.heard_at) then
      turns := turns || jsonb_build_object('call_sid', served.call_sid, 'query', served.query);
    end if;
  end loop;
  return jsonb_build_object('turns', turns, 'callbacks', callbacks, 'account', (
    select jsonb_build_object('account_sid', a.account_sid, 'auth_token_ciphertext',
      a.auth_token_ciphertext) from public.twilio_accounts a
    where a.tenant_id = tenant and a.verified_at is not null));
end
$$;
revoke all on function machine.serve_queues from public;
grant execute on function machine.serve_queues to ringbook_machine;
