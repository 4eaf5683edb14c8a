create table public.call_legs (
  tenant_id uuid not null,
  call_sid text not null,
  call_id uuid not null,
  parent_call_sid text,
  role public.leg_role not null,
  role_is_declared boolean not null default false,
  side text not null generated always as (private.side_of(role)) stored,
  medium public.leg_medium not null default 'phone',
  user_id uuid,
  from_number text,
  to_number text,
  status public.call_status not null default 'queued',
  status_sequence integer not null default -1,
  first_seen_at timestamptz not null,
  ringing_at timestamptz,
  answered_at timestamptz,
  accepted_at timestamptz,
  ended_at timestamptz,
  dial_ended_live boolean not null default false,
  dial_failed boolean not null default false,
  dial_bridged boolean,
  duration_seconds integer,
  talk_seconds integer,
  price numeric(12, 5),
  price_unit text,
  sip_response_code integer,
  -- The SID first: legs are also looked up by SID in any tenant.
  primary key (call_sid, tenant_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_legs is 'One Twilio CallSid each. Its status only moves forward.';
comment on column public.call_legs.parent_call_sid is
  'The leg whose <Dial> made this one; null for a root leg, of which a call may have several.';
comment on column public.call_legs.role_is_declared is
  'The role came with a signed URL. Without it, it was inferred from Twilio''s list of calls.';
comment on column public.call_legs.side is
  'The side of the conversation: customer, company, supervisor or system.';
comment on column public.call_legs.accepted_at is 'When the rep pressed 1.';
comment on column public.call_legs.dial_ended_live is
  'This leg was still on the line when its <Dial> ended, or heard that nobody is available.';
comment on column public.call_legs.dial_failed is
  'Its <Dial> failed before there was a second leg, e.g. for a caller ID that Twilio refuses '
  '(13214).';
comment on column public.call_legs.dial_bridged is
  'Whether Twilio says that its <Dial> bridged two legs; null when it has not said.';
comment on column public.call_legs.duration_seconds is
  'Twilio''s CallDuration: for a root leg ringing and menus too.';
comment on column public.call_legs.talk_seconds is
  'How long this person of the company talked; null until the call has ended.';
create index call_legs_by_call on public.call_legs (tenant_id, call_id);
-- The last that rang in a room, for the health check.
create index call_legs_of_sip on public.call_legs (tenant_id, first_seen_at)
  where medium = 'sip';

alter table public.call_legs enable row level security;
revoke all on public.call_legs from anon, authenticated, service_role;
grant select on public.call_legs to authenticated;
create policy
  "managers and admins read legs, reps those of their own calls but no colleague's phone"
  on public.call_legs for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    -- As a value and not `exists`: that may become a hash of all this person's calls.
    or ((role not in ('rep', 'supervisor') or user_id = (select auth.uid()))
      and (select (select auth.uid()) = any (array[c.user_id, c.callee_id] || c.talked_with)
           from public.calls c
           where c.tenant_id = call_legs.tenant_id and c.id = call_legs.call_id))));
