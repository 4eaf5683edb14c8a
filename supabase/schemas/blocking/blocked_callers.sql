create table public.blocked_callers (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  reason text check (char_length(reason) between 1 and 200),
  blocked_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, blocked_by) references public.profiles (tenant_id, user_id)
);
comment on table public.blocked_callers is
  'Numbers (E.164) whose calls ring nobody: tenants.blocked_calls says what they hear. '
  'private.caller_block looks them up with the event of the call''s arrival.';

create index blocked_callers_page on public.blocked_callers (tenant_id, created_at desc, id desc);
create index blocked_callers_by_person on public.blocked_callers (tenant_id, blocked_by);

alter table public.blocked_callers enable row level security;
revoke all on public.blocked_callers from anon, authenticated, service_role;
grant select, delete on public.blocked_callers to authenticated;
grant insert (tenant_id, number, reason) on public.blocked_callers to authenticated;

create policy "members read whom their tenant blocks" on public.blocked_callers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "members block callers" on public.blocked_callers
  for insert to authenticated with check (tenant_id = (select private.tenant_id()));
create policy "members unblock callers" on public.blocked_callers
  for delete to authenticated using (tenant_id = (select private.tenant_id()));

create trigger audit after insert or delete on public.blocked_callers
  for each row execute function private.audit_row('blocked_caller', '');
create trigger clean_text before insert or update of reason on public.blocked_callers
  for each row execute function private.clean_text('reason:note');
