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
