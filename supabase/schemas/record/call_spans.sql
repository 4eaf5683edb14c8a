-- When a leg was in a space: bridged with others, in a conference, on hold, in a queue … Twilio
-- reports entering and leaving separately, in any order, and a leg may return: the moments are
-- sets, and the times in between follow from them.
create table public.call_spans (
  tenant_id uuid not null,
  call_id uuid not null,
  call_sid text not null,
  space text not null check (space in (
    'bridge', 'conference', 'room', 'hold', 'barge', 'mute', 'queue', 'voicemail', 'stream')),
  name text not null default '',
  entered_at timestamptz[] not null default '{}',
  left_at timestamptz[] not null default '{}',
  during tstzmultirange not null
    generated always as (private.span_during(entered_at, left_at)) stored,
  primary key (tenant_id, call_sid, space, name),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade
);
comment on table public.call_spans is 'When a leg was in a space: one row per leg, space and name.';
comment on column public.call_spans.name is
  'Tells spaces of one kind apart: a conference''s or a queue''s SID. Legs with one name met '
  'there.';
comment on column public.call_spans.during is
  'The times in between. An open end means that the leg is still there.';
create index call_spans_by_call on public.call_spans (tenant_id, call_id);

alter table public.call_spans enable row level security;
revoke all on public.call_spans from anon, authenticated, service_role;
grant select on public.call_spans to authenticated;
create policy "people read the spans of the legs that they may read" on public.call_spans
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select true from public.call_legs l
         where l.tenant_id = call_spans.tenant_id and l.call_sid = call_spans.call_sid));

-- Who is in a room is shown on the page of its call: coming and going is a change of it.
create trigger broadcast_wrapup after insert or update on public.call_spans
  for each row when (new.space in ('conference', 'mute'))
  execute function private.broadcast_wrapup();
