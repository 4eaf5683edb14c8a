-- In the order of a leg's life: from 'completed' on it is over, and least(status, 'completed') is
-- its rank. Compared in place, because a function with a pinned search_path is never inlined.
create type public.call_status as enum
  ('queued', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled');
comment on type public.call_status is
  'Twilio''s words: https://www.twilio.com/docs/voice/api/call-resource#call-status-values';
