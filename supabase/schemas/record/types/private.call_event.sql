-- One event, read once: lib/machine/events.ts says what each field is.
create type private.call_event as (
  type text, dedupe_key text, call_id uuid, creates_inbound boolean, creates_outbound boolean,
    customer text, imported boolean,
  call_sid text, parent_call_sid text, is_child boolean, user_id uuid, phone_number_id uuid,
    "from" text, "to" text,
  status public.call_status, sequence integer, occurred_at timestamptz, received_at timestamptz,
    started_at timestamptz,
  answered_at timestamptz, accepted boolean, dial_ended_live boolean, dial_failed boolean,
    dial_bridged boolean, duration integer,
  price numeric, price_unit text, sip_response_code integer, recording_requested boolean,
    recording jsonb, error jsonb, query text,
  answered_from jsonb, from_memory boolean, data jsonb
);
