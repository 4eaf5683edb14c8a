create table public.profiles (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  user_id uuid not null references auth.users (id),
  role public.member_role not null,
  name text not null check (char_length(btrim(name)) between 1 and 80),
  email text not null,
  created_at timestamptz not null default now(),
  removed_at timestamptz,
  default_number_id uuid,
  default_caller_id uuid,
  wrap_up_prompt boolean not null default true,
  checklist_dismissed_at timestamptz,
  -- Not one that people dial in an emergency.
  extension text check (extension ~ '^[0-9]{2,5}$'
    and extension not in ('000', '112', '911', '999')),
  primary key (tenant_id, user_id)
);
comment on table public.profiles is
  'A person in a tenant. A removed person''s row stays, so that the calls they made keep their '
  'name.';

comment on column public.profiles.default_number_id is
  'The number that this person''s calls show unless another was used with the contact last; null: '
  'the tenant''s oldest. Its foreign key is with phone_numbers, which refers to this table.';
comment on column public.profiles.default_caller_id is
  'The verified caller ID that their calls show instead; null: none. Its foreign key is with '
  'caller_ids.';

comment on column public.profiles.wrap_up_prompt is
  'Whether the call bar asks this person what came of each call.';
comment on column public.profiles.checklist_dismissed_at is
  'When this person dismissed the checklist of the first day; null: it shows until all is done.';
comment on column public.profiles.extension is
  'The short number that colleagues call this person by.';

create unique index profiles_by_extension on public.profiles (tenant_id, extension);
create unique index profiles_one_active_tenant on public.profiles (user_id)
  where removed_at is null;

alter table public.profiles enable row level security;
revoke all on public.profiles from anon, authenticated, service_role;
grant select (tenant_id, user_id, role, name, email, created_at, removed_at, default_number_id,
    default_caller_id, wrap_up_prompt, checklist_dismissed_at, extension)
  on public.profiles to authenticated;
grant update (name, default_number_id, default_caller_id, wrap_up_prompt, checklist_dismissed_at)
  on public.profiles to authenticated;

create policy "members read their colleagues" on public.profiles
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "people change themselves" on public.profiles
  for update to authenticated
  using (user_id = (select auth.uid()) and tenant_id = (select private.tenant_id()))
  with check (user_id = (select auth.uid()) and tenant_id = (select private.tenant_id()));

create trigger audit after insert or update of role, name, email, removed_at, default_number_id,
    extension on public.profiles for each row execute function private.audit_row('member', '');

create trigger clean_text before insert or update of name on public.profiles
  for each row execute function private.clean_text('name:name');
