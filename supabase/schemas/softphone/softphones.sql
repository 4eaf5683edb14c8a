create table public.softphones (
  tenant_id uuid not null,
  user_id uuid not null,
  device_id uuid not null,
  seen_at timestamptz not null,
  primary key (tenant_id, user_id, device_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.softphones is
  'Browsers with an open desk that ring for a person. Each says so every 20 seconds; '
  'one not heard of for 45 is gone (private.has_softphone), one whose page is left in five.';

alter table public.softphones enable row level security;
revoke all on public.softphones from anon, authenticated, service_role;
grant select (tenant_id, user_id, seen_at) on public.softphones to authenticated;

create policy "members see who can be rung in the browser" on public.softphones
  for select to authenticated using (tenant_id = (select private.tenant_id()));

-- Who may be called in the browser: said at first, at the end, when its page is left, and when one
-- is heard of again after it counted as gone. That nothing is heard of it is seen by the clock
-- (private.presence_of).
create trigger broadcast after insert or delete on public.softphones
  for each row execute function private.broadcast_change('availability', 'user_id');
create trigger broadcast_return after update on public.softphones
  for each row when (new.seen_at > old.seen_at + interval '45 seconds'
    or new.seen_at < old.seen_at)
  execute function private.broadcast_change('availability', 'user_id');
