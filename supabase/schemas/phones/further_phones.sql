create table public.further_phones (
  tenant_id uuid not null,
  user_id uuid not null,
  place smallint not null check (place in (2, 3)),
  name text not null default '' check (char_length(name) <= 40),
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  rings boolean not null default true,
  updated_at timestamptz not null default now(),
  verified_at timestamptz,
  constraint further_phones_not_withheld check (not private.is_withheld(phone)),
  primary key (tenant_id, user_id, place),
  constraint further_phones_once unique (tenant_id, user_id, phone),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.further_phones is
  'The second and third phone (E.164) of a person: they ring beside the first, personal_phones, '
  'whoever calls, and not without it: while the first is not verified, or calls may not go there, '
  'none rings. The first alone places calls, and is rung to supervise one.';
comment on column public.further_phones.rings is 'Whether calls ring it, once it is verified.';
comment on column public.further_phones.verified_at is
  'As in personal_phones: when its person typed the code that was spoken to it.';

alter table public.further_phones enable row level security;
revoke all on public.further_phones from anon, authenticated, service_role;
grant select, delete on public.further_phones to authenticated;
grant insert (tenant_id, user_id, place, name, phone, rings) on public.further_phones
  to authenticated;
grant update (name, rings, updated_at) on public.further_phones to authenticated;

create policy "people read their own phones, managers and admins all" on public.further_phones
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));
create policy "people add their own phones" on public.further_phones
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change their own phones" on public.further_phones
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people remove their own phones" on public.further_phones
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create trigger audit after insert or update or delete on public.further_phones
  for each row execute function private.audit_row('further_phone', 'phone');
create trigger clean_text before insert or update of name on public.further_phones
  for each row execute function private.clean_text('name:line');
create trigger unverify_changed before update on public.further_phones
  for each row when (old.phone is distinct from new.phone or old.user_id <> new.user_id
    or old.tenant_id <> new.tenant_id)
  execute function private.unverify_phone();
create trigger unverify_removed before delete on public.further_phones
  for each row execute function private.unverify_phone();
