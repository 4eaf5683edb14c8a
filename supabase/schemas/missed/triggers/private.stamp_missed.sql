-- Stamps who changed a line and when, whatever was sent. A rep cannot release a colleague's claim,
-- unless that colleague has left.
create or replace function private.stamp_missed() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.claimed_by is distinct from old.claimed_by then
    if old.claimed_by <> auth.uid() and private.role() = 'rep' and exists (
        select from public.profiles p where p.tenant_id = old.tenant_id
          and p.user_id = old.claimed_by and p.removed_at is null) then
      raise exception 'claimed by someone else' using errcode = 'insufficient_privilege';
    end if;
    new.claimed_by := case when new.claimed_by is not null then auth.uid() end;
    new.claimed_at := case when new.claimed_by is not null then now() end;
  end if;
  if new.dismissed_at is null then
    new.dismissed_by := null; new.dismissed_reason := null; new.dismissed_note := null;
  elsif new.dismissed_at is distinct from old.dismissed_at then
    if new.dismissed_reason is null then
      raise exception 'dismissed without a reason' using errcode = 'check_violation';
    end if;
    if old.dismissed_at < old.missed_at then
      new.counts_after := greatest(old.counts_after, old.dismissed_at);
    end if;
    -- Twilio's clock may be ahead of ours.
    new.dismissed_at := greatest(now(), old.missed_at);
    new.dismissed_by := auth.uid();
  else
    new.dismissed_reason := old.dismissed_reason; new.dismissed_note := old.dismissed_note;
  end if;
  return new;
end
$$;

revoke all on function private.stamp_missed from public;
