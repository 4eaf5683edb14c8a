set check_function_bodies = off;

create type public.call_stage as enum (
  'placing', 'ringing_rep', 'confirming', 'ringing_customer', 'greeting', 'connected',
  -- In a queue or alone in a conference; leaving a message; with a menu or the voice agent.
  'waiting', 'voicemail', 'system',
  'ended');

-- In the order of a leg's life: from 'completed' on it is over, and least(status, 'completed') is
-- its rank. Compared in place, because a function with a pinned search_path is never inlined.
create type public.call_status as enum
  ('queued', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled');
comment on type public.call_status is
  'Twilio''s words: https://www.twilio.com/docs/voice/api/call-resource#call-status-values';

-- What a leg is carried over.
create type public.leg_medium as enum ('phone', 'browser', 'sip', 'stream', 'room');

-- Whose leg it is. Named by the signed URL that a leg's webhooks come to, never guessed from
-- who dialled whom. A new kind of leg is a value here and its side in
-- columns/private.side_of.sql.
create type public.leg_role as enum (
  -- The customer: who called us, who we called.
  'caller', 'customer',
  -- A person of the company; one who listens in; a number outside that stands for the company.
  'rep', 'supervisor', 'outside',
  -- A voice agent or another program.
  'system');

create type public.member_role as enum ('rep', 'manager', 'admin');

-- Two legs that a <Dial> brought together.
create type private.bridge as (
  call_sid text, parent_call_sid text, began_at timestamptz, ended_at timestamptz,
  -- One of them went elsewhere while both were still on the line.
  is_left boolean);

-- One event as lib/record/event.ts describes it, field by field.
create type private.call_event as (
  -- Which event it is, and of which call.
  type text, dedupe_key text, call_id uuid, occurred_at timestamptz, received_at timestamptz,
  -- What it makes of a call that has no row yet: its direction, and what is known of it.
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

-- Twilio's words for a withheld number, spelled on a keypad, are nobody's number: isWithheld in
-- lib/core/phone.ts.
create or replace function private.is_withheld(number text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select number ~ '^\+1?(266696687|7378742833|2562533|8656696|86282452253)$|^\+7378742883$'
$$;

revoke all on function private.is_withheld from public;
-- A check is evaluated as the person who writes the row.
grant execute on function private.is_withheld to authenticated;
comment on function private.is_withheld is
  'True for ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE on a keypad, as E.164.';

-- The side of a conversation that a leg is on: talk is a customer's side together with the
-- company's. A supervisor is on the company's side only while in the space 'barge'.
create or replace function private.side_of(role public.leg_role) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case role
    when 'caller' then 'customer'
    when 'customer' then 'customer'
    when 'rep' then 'company'
    when 'outside' then 'company'
    when 'supervisor' then 'supervisor'
    when 'system' then 'system'
  end;
end
$$;
-- A generated column is computed as whoever writes the row, who is refused only afterwards.
grant execute on function private.side_of to anon, authenticated;

-- The times between entering and leaving. Entering twice is entering once; a leave that no entry
-- precedes says nothing; both at one moment are a return (or a moment's visit).
create or replace function private.span_during(entered_at timestamptz[], left_at timestamptz[])
returns tstzmultirange
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  during tstzmultirange := '{}';
  since timestamptz;
  mark record;
begin
  for mark in
    select at, bool_or(is_entry) as enters, bool_or(not is_entry) as leaves
    from (select unnest(entered_at) as at, true as is_entry
          union all select unnest(left_at), false) as marks
    group by at order by at
  loop
    if since is null then
      if mark.enters and not mark.leaves then since := mark.at; end if;
    elsif mark.leaves then
      during := during + tstzmultirange(tstzrange(since, mark.at));
      since := case when mark.enters then mark.at end;
    end if;
  end loop;
  if since is not null then during := during + tstzmultirange(tstzrange(since, null)); end if;
  return during;
end
$$;
-- A generated column is computed as whoever writes the row, who is refused only afterwards.
grant execute on function private.span_during to anon, authenticated;

reset check_function_bodies;
