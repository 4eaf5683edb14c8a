-- Who is rung to come into a room: by the <Sip> of a <Dial>, or by a colleague who invites them.
create table public.room_people (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  call_id uuid not null,
  call_sid text not null default '',
  user_id uuid not null,
  invited_by uuid,
  rung_at timestamptz not null,
  declined_at timestamptz,
  over_at timestamptz,
  primary key (tenant_id, call_id, user_id, call_sid),
  unique (tenant_id, id),
  foreign key (tenant_id, call_id) references public.calls (tenant_id, id) on delete cascade,
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.room_people is
  'Who is rung to come into a room, and who was. That they came is evidence of the record.';
comment on column public.room_people.call_sid is
  'The SIP leg that rings them; empty for whom a colleague has invited.';
comment on column public.room_people.over_at is
  'When it stopped ringing: answered by them or a colleague, declined, or not in time.';

create index room_people_ringing on public.room_people (tenant_id, user_id) where over_at is null;
create index room_people_invited on public.room_people (tenant_id, user_id, call_id)
  where call_sid = '';

alter table public.room_people enable row level security;
revoke all on public.room_people from anon, authenticated, service_role;
grant select on public.room_people to authenticated;

create policy "people see who is rung for the calls that they may read" on public.room_people
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select true from public.calls c
         where c.tenant_id = room_people.tenant_id and c.id = room_people.call_id));

create trigger broadcast after insert or update on public.room_people
  for each row execute function private.broadcast_change('room_people', 'call_id', 'user_id');
