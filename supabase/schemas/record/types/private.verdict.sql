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
