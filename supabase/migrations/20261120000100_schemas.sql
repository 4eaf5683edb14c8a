-- Rooms that PostgREST never exposes, and the one role behind the telephone.
create schema private;
comment on schema private is 'Definer functions that decide who is asking. Not exposed by the API.';
create schema machine;
comment on schema machine is 'What webhooks and the sweep may do, each a function. Not exposed by the API.';

-- Login and password are set outside: by the local stack, or by the documented command on hosted Supabase.
do $$
begin
  if not exists (select from pg_roles where rolname = 'ringbook_machine') then
    create role ringbook_machine nologin noinherit;
  end if;
end
$$;

revoke all on schema private, machine from public;
grant usage on schema private to authenticated;
grant usage on schema machine to ringbook_machine;

-- Nothing is anyone's unless a migration says so.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke all on functions from anon, authenticated, service_role;
alter default privileges revoke execute on functions from public;

create type public.member_role as enum ('rep', 'manager', 'admin');
create type public.call_direction as enum ('inbound', 'outbound');
create type public.call_status as enum
  ('queued', 'ringing', 'in-progress', 'completed', 'busy', 'no-answer', 'failed', 'canceled');
create type public.call_outcome as enum
  ('connected', 'missed', 'busy', 'no-answer', 'failed', 'canceled',
   'agent_unreachable', 'agent_unconfirmed', 'unknown');
create type public.call_stage as enum
  ('placing', 'ringing_agent', 'confirming', 'ringing_customer', 'greeting', 'connected', 'ended');
create type public.leg_role as enum ('caller', 'agent', 'customer');
comment on type public.call_status is 'Twilio''s words: https://www.twilio.com/docs/voice/api/call-resource#call-status-values';
