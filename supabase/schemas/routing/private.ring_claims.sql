create table private.ring_claims (
  tenant_id uuid not null,
  user_id uuid not null,
  call_id uuid not null,
  claimed_at timestamptz not null,
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references public.profiles (tenant_id, user_id) on delete cascade
);
comment on table private.ring_claims is
  'Which call rang a person last: while it may still ring or hold them, no other call rings them. '
  'private.is_claim_over says until when; nothing has to end a claim.';

-- Whoever is rung sees it at once: their pages follow their availability.
create trigger broadcast_new after insert on private.ring_claims
  referencing new table as claimed
  for each statement execute function private.broadcast_claims();
create trigger broadcast_changed after update on private.ring_claims
  referencing new table as claimed
  for each statement execute function private.broadcast_claims();
