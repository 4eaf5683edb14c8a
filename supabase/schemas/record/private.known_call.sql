-- An event's call and evidence before the event is applied.
create type private.known_call as (
  call public.calls,
  -- The call has no row yet.
  is_new boolean,
  legs public.call_legs[],
  -- The event's row in the ledger, if it was recorded before; while that has an unsolved problem,
  -- the event is applied again.
  event_id bigint,
  is_news boolean
);
