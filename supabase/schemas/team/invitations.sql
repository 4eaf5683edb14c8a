create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  email text not null check (email ~ '^[^@\s]+@[^@\s]+$' and char_length(email) <= 254),
  role public.member_role not null,
  token_hash bytea not null unique,
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz,
  sent_at timestamptz not null default now(),
  foreign key (tenant_id, invited_by) references public.profiles (tenant_id, user_id)
);
comment on table public.invitations is
  'A link that brings one person into a tenant. Only the hash of its token is kept.';
comment on column public.invitations.sent_at is
  'When its link was made: sent again, it gets a new one, and the old one is no good any more.';

create index invitations_by_tenant on public.invitations (tenant_id, created_at desc);
create index invitations_by_inviter on public.invitations (tenant_id, invited_by);

alter table public.invitations enable row level security;
revoke all on public.invitations from anon, authenticated, service_role;
grant select (id, tenant_id, email, role, invited_by, created_at, expires_at, accepted_at,
  accepted_by, revoked_at, sent_at)
  on public.invitations to authenticated;

create policy "admins read their tenant's invitations" on public.invitations
  for select to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update on public.invitations
  for each row execute function private.audit_row('invitation', 'token_hash');

create trigger clean_text before insert or update of email on public.invitations
  for each row execute function private.clean_text('email:name');
