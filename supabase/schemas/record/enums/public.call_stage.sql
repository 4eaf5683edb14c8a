create type public.call_stage as enum
  ('placing', 'ringing_agent', 'confirming', 'ringing_customer', 'greeting', 'connected', 'ended');
