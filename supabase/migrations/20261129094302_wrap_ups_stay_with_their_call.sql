set check_function_bodies = off;

drop policy "people change the wrap-ups of their calls, managers and admins " on public.call_wrapups;

create policy "people change wrap-ups of their own calls, managers and admins" on public.call_wrapups as permissive for update to authenticated
  using (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (call_id IN ( SELECT c.id
   FROM public.calls c
  WHERE ((c.tenant_id = call_wrapups.tenant_id) AND (c.user_id = ( SELECT auth.uid() AS uid))))))))
  with check (((tenant_id = ( SELECT private.tenant_id() AS tenant_id)) AND ((( SELECT private.role() AS role) = ANY (ARRAY['manager'::public.member_role, 'admin'::public.member_role])) OR (call_id IN ( SELECT c.id
   FROM public.calls c
  WHERE ((c.tenant_id = call_wrapups.tenant_id) AND (c.user_id = ( SELECT auth.uid() AS uid))))))));

reset check_function_bodies;
