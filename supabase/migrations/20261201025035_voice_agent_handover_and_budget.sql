set check_function_bodies = off;

drop policy "managers and admins read agents' talks, reps those of their own" on public.voice_agent_sessions;

create policy "managers read agents' talks, reps those of calls they are on" on public.voice_agent_sessions as permissive for select to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (call_id = ( SELECT private.my_ring() AS my_ring)) OR ( SELECT (( SELECT auth.uid() AS uid) = ANY ((ARRAY[c.user_id, c.callee_id] || c.also_on)))
   FROM public.calls c
  WHERE ((c.tenant_id = voice_agent_sessions.tenant_id) AND (c.id = voice_agent_sessions.call_id))))));

reset check_function_bodies;
