create type private.verdict as (
  status public.call_status,
  outcome text,
  stage public.call_stage,
  answered_at timestamptz,
  ended_at timestamptz,
  duration_seconds integer,
  outcome_reason text,
  -- The person who talked first.
  owner_id uuid,
  -- Of each leg, in the order of the legs.
  talk_seconds integer[]
);
comment on type private.verdict is
  'What the evidence says of a call, and which evidence said it (a code; its sentence is in
lib/call-log/words/reason.ts).';
