-- What became of someone's sign-in, in the audit log of the company they belong to; nothing for
-- everyone else. `signed`: they proved who they are, so it was them.
create or replace function machine.note_account(account text, signed boolean, did text, what jsonb)
  returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform private.audit(p.tenant_id, case when signed then p.user_id end, did, p.user_id::text,
    what)
  from auth.users u join public.profiles p on p.user_id = u.id and p.removed_at is null
  where u.email = lower(account);
  return found;
end
$$;

revoke all on function machine.note_account from public;
grant execute on function machine.note_account to ringbook_machine;
