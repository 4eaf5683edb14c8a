-- Who is on a leg. Named by the signed URL of the leg's webhooks, never guessed from who dialled
-- whom. A new kind of leg is a value here and its side in columns/private.side_of.sql.
create type public.leg_role as enum (
  -- The customer: who called us, who we called.
  'caller', 'customer',
  -- A person of the company; one who listens in; a number outside that stands for the company.
  'rep', 'supervisor', 'outside',
  -- A voice agent or another program.
  'system');
