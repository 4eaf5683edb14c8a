create table public.do_not_call (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  note text check (char_length(note) between 1 and 200),
  added_by uuid not null default auth.uid(),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, added_by) references public.profiles (tenant_id, user_id)
);
comment on table public.do_not_call is
  'Numbers (E.164) that nobody of the tenant may call; machine.begin_call refuses them.';

create index do_not_call_page on public.do_not_call (tenant_id, created_at desc, id desc);
create index do_not_call_by_person on public.do_not_call (tenant_id, added_by);

alter table public.do_not_call enable row level security;
revoke all on public.do_not_call from anon, authenticated, service_role;
grant select, delete on public.do_not_call to authenticated;
grant insert (tenant_id, number, note) on public.do_not_call to authenticated;

create policy "members read their tenant's list" on public.do_not_call
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "managers and admins add to their tenant's list" on public.do_not_call
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));
create policy "managers and admins take numbers off their tenant's list" on public.do_not_call
  for delete to authenticated
  using (tenant_id = (select private.tenant_id())
    and (select private.role()) in ('manager', 'admin'));

create trigger audit after insert or update or delete on public.do_not_call
  for each row execute function private.audit_row('do_not_call', '');

create trigger clean_text before insert or update of note on public.do_not_call
  for each row execute function private.clean_text('note:note');
