-- What a leg is carried over.
create type public.leg_medium as enum ('phone', 'browser', 'sip', 'stream', 'room');
