set check_function_bodies = off;

create type public.call_stage as enum
  ('placing', 'ringing_agent', 'confirming', 'ringing_customer', 'greeting', 'connected', 'ended');

-- In the order of a leg's life: from 'completed' on it is over, and least(status, 'completed') is
-- its rank. Compared in place, because a function with a pinned search_path is never inlined.
create type public.call_status as enum
  ('queued', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled');
comment on type public.call_status is
  'Twilio''s words: https://www.twilio.com/docs/voice/api/call-resource#call-status-values';

create type public.leg_role as enum ('caller', 'agent', 'customer');

create type public.member_role as enum ('rep', 'manager', 'admin');

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

create type private.verdict as (
  status public.call_status,
  outcome text,
  stage public.call_stage,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_seconds integer,
  because text
);
comment on type private.verdict is
  'What the evidence says of a call, and which evidence said it (a code; its sentence is in '
  'lib/calls/words-because.ts).';

reset check_function_bodies;
