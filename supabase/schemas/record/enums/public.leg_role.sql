create type public.leg_role as enum ('caller', 'agent', 'customer');
