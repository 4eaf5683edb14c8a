-- The call after what became of a request: somebody wants it ended, Twilio refused to create it,
-- the answer to the create was lost, or Twilio no longer knows it.
create or replace function private.absorb_request(n public.calls, e private.call_event)
  returns public.calls
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  case e.request
  when 'hangup' then
    n.hangup_requested_at := least(n.hangup_requested_at, e.occurred_at);
    n.next_check_at := now();
  when 'create_lost' then
    n.create_lost := n.create_lost or n.twilio_call_sid is null;
    n.next_check_at := now();
  when 'create_refused' then
    n.error_code := (e.error ->> 'code')::integer;
    n.error_message := e.error ->> 'message';
    n.ended_at := coalesce(n.ended_at, e.occurred_at);
  when 'gone' then
    n.ended_at := coalesce(n.ended_at, e.occurred_at);
    if n.twilio_call_sid is null then n.error_message := e.error ->> 'message'; end if;
  end case;
  return n;
end
$$;
revoke all on function private.absorb_request from public;
