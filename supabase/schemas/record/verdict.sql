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

-- Two legs that a <Dial> brought together.
create type private.bridge as (
  call_sid text, parent_call_sid text, began_at timestamptz, ended_at timestamptz,
  -- One of them went elsewhere while both were still on the line.
  is_left boolean);

create type private.talk as (
  answered_at timestamptz,
  seconds integer,
  -- People are together at this moment.
  is_open boolean,
  reason text,
  owner_id uuid,
  -- The legs that talked.
  call_sids text[],
  leg_seconds integer[]
);
comment on type private.talk is 'When people on both sides of a call were together.';
