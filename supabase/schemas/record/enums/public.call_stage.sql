create type public.call_stage as enum (
  'placing', 'ringing_rep', 'confirming', 'ringing_customer', 'greeting', 'connected',
  -- In a queue or alone in a conference; leaving a message; with a menu or the voice agent.
  'waiting', 'voicemail', 'system',
  'ended');
