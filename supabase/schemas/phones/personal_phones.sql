create table public.personal_phones (
  tenant_id uuid not null,
  user_id uuid not null,
  name text not null default '' check (char_length(name) <= 40),
  phone text not null check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  updated_at timestamptz not null default now(),
  verified_at timestamptz,
  constraint personal_phones_not_withheld check (not private.is_withheld(phone)),
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table public.personal_phones is
  'The phone a person talks from (E.164). Apart from profiles, so that colleagues cannot read it. '
  'further_phones has those that ring beside it.';
comment on column public.personal_phones.name is
  'What its person called it while it was one of further_phones: it may be one again.';
comment on column public.personal_phones.verified_at is
  'When its person typed the code that was spoken to it; until then no call rings it. Null again '
  'when the number changes.';

alter table public.personal_phones enable row level security;
revoke all on public.personal_phones from anon, authenticated, service_role;
grant select, delete on public.personal_phones to authenticated;
grant insert (tenant_id, user_id, phone) on public.personal_phones to authenticated;
grant update (phone, updated_at) on public.personal_phones to authenticated;

create policy "people read their own phone, managers and admins all" on public.personal_phones
  for select to authenticated
  using (tenant_id = (select private.tenant_id())
    and (user_id = (select auth.uid()) or (select private.role()) in ('manager', 'admin')));
create policy "people set their own phone" on public.personal_phones
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people change their own phone" on public.personal_phones
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()))
  with check (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));
create policy "people remove their own phone" on public.personal_phones
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and user_id = (select auth.uid()));

create trigger audit after insert or update or delete on public.personal_phones
  for each row execute function private.audit_row('personal_phone', 'phone');
create trigger unverify_changed before update on public.personal_phones
  for each row when (old.phone is distinct from new.phone or old.user_id <> new.user_id
    or old.tenant_id <> new.tenant_id)
  execute function private.unverify_phone();
create trigger unverify_removed before delete on public.personal_phones
  for each row execute function private.unverify_phone();
