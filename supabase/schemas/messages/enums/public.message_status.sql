-- In the order in which they supersede each other: whatever arrives last, the highest stays.
-- Twilio's words, besides scheduled (ours waits), asking (Twilio is being asked) and unknown (its
-- answer was lost).
create type public.message_status as enum ('scheduled', 'asking', 'unknown', 'accepted', 'queued',
  'sending', 'sent', 'canceled', 'failed', 'undelivered', 'delivered', 'read', 'receiving',
  'received');
