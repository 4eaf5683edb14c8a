-- The medium of a leg.
create type public.leg_medium as enum ('phone', 'browser', 'sip', 'stream', 'room');
