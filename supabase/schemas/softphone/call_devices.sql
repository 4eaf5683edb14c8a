create table public.call_devices (
  tenant_id uuid not null,
  user_id uuid not null,
  rings_on text not null check (rings_on in ('phone', 'browser', 'both')),
  places_on text not null check (places_on in ('phone', 'browser')),
  updated_at timestamptz not null default now(),
  in_turn smallint[] check (cardinality(in_turn) = 4 and in_turn @> '{0,1,2,3}'),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.call_devices is
  'What a person is rung on, and what the phone icon calls with. Without a row: their phone.';
comment on column public.call_devices.in_turn is
  'In which order calls ring the person''s phones (1 is the first, 2 and 3 the places of '
  'further_phones) and their browser (0), one after another; null: all at once.';

alter table public.call_devices enable row level security;
revoke all on public.call_devices from anon, authenticated, service_role;
grant select on public.call_devices to authenticated;
grant insert (tenant_id, user_id, rings_on, places_on, in_turn) on public.call_devices
  to authenticated;
grant update (rings_on, places_on, in_turn, updated_at) on public.call_devices to authenticated;

create policy "people see what they are rung on" on public.call_devices
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people choose what they are rung on" on public.call_devices
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change what they are rung on" on public.call_devices
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create trigger broadcast after insert or update on public.call_devices
  for each row execute function private.broadcast_change('availability', 'user_id');
