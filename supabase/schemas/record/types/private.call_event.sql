-- One event as lib/record/event.ts describes it, field by field.
create type private.call_event as (
  -- Which event it is, and of which call.
  type text, dedupe_key text, call_id uuid, occurred_at timestamptz, received_at timestamptz,
  -- For a call without a row: its direction, and what the event knows of it.
  creates text, customer text, imported boolean, owner_id uuid, phone_number_id uuid,
  recording_requested boolean,
  -- A leg; without `role` and `inferred_role` the SID is only a reference.
  call_sid text, parent_call_sid text, role public.leg_role, inferred_role public.leg_role,
  medium public.leg_medium, user_id uuid, "from" text, "to" text, status public.call_status,
  sequence integer, started_at timestamptz, answered_at timestamptz, accepted boolean,
  dial_ended_live boolean, dial_failed boolean, dial_bridged boolean, duration integer,
  price numeric, price_unit text, sip_response_code integer,
  -- A recording, spans of legs in spaces, a step of a route, a request and what became of it.
  recording jsonb, spans jsonb, step jsonb, request text, error jsonb,
  -- For the ledger.
  query text, answered_from jsonb, from_memory boolean, data jsonb
);
