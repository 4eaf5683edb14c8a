-- A new company starts with these; its admins change them in Settings → Outcomes.
create or replace function private.first_dispositions() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.dispositions (tenant_id, label, key, position, follow_up, follow_up_minutes)
    values (new.id, 'Interested', 1, 1, 'task', 1440),
      (new.id, 'Call back', 2, 2, 'call_again', 1440),
      (new.id, 'Left voicemail', 3, 3, 'call_again', 2880),
      (new.id, 'Not interested', 4, 4, 'none', null),
      (new.id, 'Wrong number', 5, 5, 'none', null);
  return null;
end
$$;

revoke all on function private.first_dispositions from public;
