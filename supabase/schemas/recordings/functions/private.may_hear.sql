-- Whether a member hears a recording: managers and admins all, others the shared mailbox, their own
-- messages and the talks of their own calls. As the policies of recordings and voicemails say.
create or replace function private.may_hear(p public.profiles, r public.recordings,
  c public.calls) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select p.role in ('manager', 'admin') or case when r.purpose = 'voicemail'
    then exists (select from public.voicemails v
      where v.tenant_id = r.tenant_id and v.recording_id = r.id
        and (v.mailbox_id is null or v.mailbox_id = p.user_id))
    else coalesce(p.user_id = any (array[c.user_id, c.callee_id] || c.talked_with), false) end $$;
revoke all on function private.may_hear from public;
