-- Whose leg it is. Named by the signed URL that a leg's webhooks come to, never guessed from
-- who dialled whom. A new kind of leg is a value here and its side in private.side_of below.
create type public.leg_role as enum (
  -- The customer: who called us, who we called.
  'caller', 'customer',
  -- A person of the company; one who listens in; a number outside that stands for the company.
  'rep', 'supervisor', 'outside',
  -- A voice agent or another program.
  'system');

-- What a leg is carried over.
create type public.leg_medium as enum ('phone', 'browser', 'sip', 'stream', 'room');

-- The side of a conversation that a leg is on: talk is a customer's side together with the
-- company's. A supervisor is on the company's side only while in the space 'barge'.
create function private.side_of(role public.leg_role) returns text
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
revoke all on function private.side_of(public.leg_role) from public;
