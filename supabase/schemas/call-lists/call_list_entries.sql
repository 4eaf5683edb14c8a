create table public.call_list_entries (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  list_id uuid not null,
  contact_id uuid not null,
  position integer not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'claimed', 'done', 'skipped')),
  reason text check (reason in ('hours', 'on_call', 'just_called', 'retry', 'not_reached',
    'do_not_call', 'no_number', 'archived', 'called_recently', 'not_a_fit', 'wrong_details',
    'already_spoken', 'other', 'not_allowed')),
  note text check (char_length(note) <= 200),
  claimed_by uuid,
  claimed_until timestamptz,
  is_calling boolean not null default false,
  attempts smallint not null default 0,
  next_attempt_at timestamptz not null default '-infinity',
  call_id uuid,
  disposition_id uuid,
  outcome text,
  finished_by uuid,
  finished_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, list_id, contact_id),
  constraint call_list_entries_claim
    check ((state = 'claimed') = (claimed_by is not null and claimed_until is not null)),
  constraint call_list_entries_skip check (state <> 'skipped' or reason is not null),
  foreign key (tenant_id, list_id) references public.call_lists (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references public.contacts (tenant_id, id) on delete cascade
);
comment on table public.call_list_entries is
  'A contact of a call list, and what has become of it. Written by functions alone. What it names '
  'besides its list and contact has no foreign key: see public.call_lists.owner_id.';
comment on column public.call_list_entries.reason is
  'Why it was skipped, or why it waits until next_attempt_at.';
comment on column public.call_list_entries.is_calling is
  'A call was placed since it was claimed; how that ended decides what becomes of the entry.';
comment on column public.call_list_entries.attempts is
  'How many calls were placed that rang the contact.';
comment on column public.call_list_entries.next_attempt_at is
  'Not before then. -infinity: in its turn, by position.';
comment on column public.call_list_entries.call_id is 'The last call placed for it.';
comment on column public.call_list_entries.outcome is 'As public.calls.outcome of that call.';

create index call_list_entries_due on public.call_list_entries
  (tenant_id, list_id, next_attempt_at, position) where state = 'waiting';
create unique index call_list_entries_one_claim on public.call_list_entries
  (tenant_id, claimed_by, list_id) where state = 'claimed';
create index call_list_entries_page on public.call_list_entries
  (tenant_id, list_id, state, position);
create index call_list_entries_by_contact on public.call_list_entries (tenant_id, contact_id);
create index call_list_entries_by_call on public.call_list_entries (tenant_id, call_id)
  where call_id is not null;
create index call_list_entries_last on public.call_list_entries
  (tenant_id, list_id, finished_by, finished_at desc) where finished_by is not null;
-- Equal keys are stored once: ten thousand entries are counted from few pages.
create index call_list_entries_figures on public.call_list_entries
  (tenant_id, list_id, state, reason, finished_by, disposition_id, outcome);

alter table public.call_list_entries enable row level security;
revoke all on public.call_list_entries from anon, authenticated, service_role;
grant select on public.call_list_entries to authenticated;

create policy "members read their tenant's call list entries" on public.call_list_entries
  for select to authenticated using (tenant_id = (select private.tenant_id()));

-- Not while an entry only waits on: a claim may put off very many.
create trigger broadcast after update on public.call_list_entries
  for each row when ((old.state, old.claimed_by, old.call_id, old.attempts)
    is distinct from (new.state, new.claimed_by, new.call_id, new.attempts))
  execute function private.broadcast_change('call_list_entries', 'list_id');
