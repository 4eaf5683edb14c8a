create table public.phone_numbers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  number text not null check (number ~ '^\+[1-9][0-9]{6,14}$'),
  name text check (char_length(name) between 1 and 60),
  twilio_sid text check (twilio_sid ~ '^PN[0-9a-f]{32}$'),
  forward_to uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  removed_at timestamptz,
  route_id uuid,
  can_text boolean not null default true,
  unique (tenant_id, number),
  unique (tenant_id, id),
  foreign key (tenant_id, forward_to) references public.profiles (tenant_id, user_id)
);
comment on table public.phone_numbers is
  'A tenant''s Twilio numbers (E.164), each with its route.';
comment on column public.phone_numbers.name is
  'What people call it, as "Support"; null: the number itself.';
comment on column public.phone_numbers.forward_to is
  'The route: the person whose phone rings; null is nobody. Read by private.number_routes alone.';
comment on column public.phone_numbers.route_id is
  'The route that calls to it follow instead; null: none. Its foreign key is with routes.';
comment on column public.phone_numbers.can_text is
  'Whether Twilio sends texts from it, as it said when the number was added or its calls or '
  'messages were routed here.';
comment on column public.phone_numbers.removed_at is
  'Since when Ringbook neither answers it nor calls from it. The row stays: calls name it. Adding '
  'the number again clears this.';

-- The number that a person's calls show unless something else decides.
alter table public.profiles
  add foreign key (tenant_id, default_number_id) references public.phone_numbers (tenant_id, id);

create index phone_numbers_by_route on public.phone_numbers (tenant_id, route_id);
create index phone_numbers_by_person on public.phone_numbers (tenant_id, forward_to);

alter table public.phone_numbers enable row level security;
revoke all on public.phone_numbers from anon, authenticated, service_role;
grant select on public.phone_numbers to authenticated;
grant insert (tenant_id, number, name, twilio_sid, forward_to, route_id, can_text)
  on public.phone_numbers to authenticated;
-- Not the number: a row is about one number for ever.
grant update (name, twilio_sid, forward_to, updated_at, removed_at, route_id, can_text)
  on public.phone_numbers to authenticated;

create policy "members read their tenant's numbers" on public.phone_numbers
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add their tenant's numbers" on public.phone_numbers
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change their tenant's numbers" on public.phone_numbers
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));

create trigger audit after insert or update or delete on public.phone_numbers
  for each row execute function private.audit_row('phone_number', '');
create trigger clean_text before insert or update of name on public.phone_numbers
  for each row execute function private.clean_text('name:note');
create trigger keep_while_in_use before update on public.phone_numbers
  for each row when (old.removed_at is null and new.removed_at is not null)
  execute function private.keep_number_in_use();
create trigger require_route before insert or update of route_id, removed_at
  on public.phone_numbers
  for each row when (new.route_id is not null and new.removed_at is null)
  execute function private.require_route();
create trigger trunk_on_insert after insert on public.phone_numbers
  for each row execute function private.bring_numbers_to_trunk();
create trigger trunk_on_update after update on public.phone_numbers
  for each row when (old.removed_at is distinct from new.removed_at)
  execute function private.bring_numbers_to_trunk();
