-- What is known of an event's call before it is applied.
create type private.known_call as (
  call public.calls,
  -- The call has no row yet.
  is_new boolean,
  legs public.call_legs[],
  -- The event's row in the ledger, when it was recorded before; it is news all the same while it
  -- has an unsolved problem.
  event_id bigint,
  is_news boolean
);
