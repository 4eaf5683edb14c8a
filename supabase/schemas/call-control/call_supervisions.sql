create table public.call_supervisions (
  tenant_id uuid not null,
  call_id uuid not null,
  user_id uuid not null,
  mode text not null check (mode in ('listen', 'whisper', 'barge', 'take_over')),
  state text not null check (state in ('ringing', 'in', 'gone')),
  applied text,
  is_shown boolean not null,
  is_announced boolean not null,
  announced_at timestamptz,
  taken_over_at timestamptz,
  asked_at timestamptz not null,
  changes integer not null default 0,
  primary key (tenant_id, call_id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_supervisions is
  'Who supervises a call, or did last: a manager who listens, whispers, barges in or takes over '
  '(ADR 13). What was asked: who spoke, and when, is evidence of Twilio''s.';
comment on column public.call_supervisions.mode is
  'listen: heard by nobody. whisper: by the rep alone. barge: by everybody. take_over: the rep '
  'leaves.';
comment on column public.call_supervisions.state is
  'Of the supervisor''s own phone or browser, for the page: people cannot read the legs of '
  'colleagues.';
comment on column public.call_supervisions.applied is
  'What Twilio was told last: to ring the supervisor, to say that they listen, then the mode and '
  'the leg that hears a whisper. Null until then.';
comment on column public.call_supervisions.is_shown is
  'Whoever talks may see it: so says the company''s policy, or the supervisor was heard by them.';
comment on column public.call_supervisions.is_announced is
  'Everybody is to hear that somebody listens, once, as they join.';

create index call_supervisions_by_person on public.call_supervisions (tenant_id, user_id)
  where state <> 'gone';

alter table public.call_supervisions enable row level security;
revoke all on public.call_supervisions from anon, authenticated, service_role;
grant select on public.call_supervisions to authenticated;

create policy "managers and admins see who supervises, whoever talks where the policy says so"
  on public.call_supervisions for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (
    (select private.role()) in ('manager', 'admin')
    or (is_shown and (select (select auth.uid()) = any (array[c.user_id] || c.also_on)
      from public.calls c where c.tenant_id = call_supervisions.tenant_id
        and c.id = call_supervisions.call_id))));

create trigger broadcast after insert or update on public.call_supervisions
  for each row when (new.is_shown)
  execute function private.broadcast_change('call_supervisions', 'call_id');
-- What is hidden looks like any other change of the call.
create trigger broadcast_hidden after insert or update on public.call_supervisions
  for each row when (not new.is_shown) execute function private.broadcast_wrapup();
