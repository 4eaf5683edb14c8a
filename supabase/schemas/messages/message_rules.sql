create table public.message_rules (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  kind text not null check (kind in ('away', 'first_contact', 'missed_call', 'keyword', 'any')),
  phone_number_id uuid,
  keyword text check (char_length(keyword) between 1 and 40),
  action text not null default 'reply' check (action in ('reply', 'task')),
  body text not null check (char_length(body) between 1 and 1600),
  open_from time,
  open_until time,
  open_days smallint[] not null default '{1,2,3,4,5}'
    check (cardinality(open_days) <= 7 and open_days <@ '{1,2,3,4,5,6,7}'::smallint[]),
  enabled boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  constraint message_rules_keyword check ((kind = 'keyword') = (keyword is not null)),
  constraint message_rules_hours check ((kind = 'away') = (open_from is not null)
    and (open_from is null) = (open_until is null)),
  foreign key (tenant_id, phone_number_id) references public.phone_numbers (tenant_id, id)
);
comment on table public.message_rules is
  'What is answered automatically, or made a task: texts outside of hours, first texts and texts '
  'with a word, or every text; and calls that were missed, by text.';
comment on column public.message_rules.phone_number_id is 'The number it is for; null: all.';
comment on column public.message_rules.body is 'The reply, with variables; or the task''s title.';
comment on column public.message_rules.open_from is
  'Of away: from when to when somebody answers on open_days (1 is Monday), in the tenant''s zone.';

create index message_rules_page on public.message_rules (tenant_id, kind, created_at, id);

alter table public.message_rules enable row level security;
revoke all on public.message_rules from anon, authenticated, service_role;
grant select, delete on public.message_rules to authenticated;
grant insert (tenant_id, kind, phone_number_id, keyword, action, body, open_from, open_until,
  open_days) on public.message_rules to authenticated;
grant update (phone_number_id, keyword, action, body, open_from, open_until, open_days, enabled)
  on public.message_rules to authenticated;

create policy "members read their tenant's automatic replies" on public.message_rules
  for select to authenticated using (tenant_id = (select private.tenant_id()));
create policy "admins add automatic replies" on public.message_rules
  for insert to authenticated
  with check (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');
create policy "admins change automatic replies" on public.message_rules
  for update to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin')
  with check (tenant_id = (select private.tenant_id()));
create policy "admins delete automatic replies" on public.message_rules
  for delete to authenticated
  using (tenant_id = (select private.tenant_id()) and (select private.role()) = 'admin');

create trigger audit after insert or update or delete on public.message_rules
  for each row execute function private.audit_row('message_rule', '');
create trigger clean_text before insert or update of keyword, body on public.message_rules
  for each row execute function private.clean_text('keyword:name', 'body:speech');
