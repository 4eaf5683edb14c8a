-- What of a fresh company is set up, and whether the person asking has called, in one round trip.
create or replace function public.first_day() returns json
language plpgsql stable security invoker set search_path = pg_catalog, pg_temp as $$
begin
  return case when private.tenant_id() is null then null else json_build_object(
      'twilio', exists (select from public.twilio_accounts a
        where a.tenant_id = (select private.tenant_id()) and a.verified_at is not null),
      'number', exists (select from public.phone_numbers n
        where n.tenant_id = (select private.tenant_id()) and n.removed_at is null),
      -- Ringbook has set where its calls go, has bought it, or was called.
      'routed', exists (select from public.kept_webhooks k join public.phone_numbers n
          on n.tenant_id = k.tenant_id and n.id = k.phone_number_id and n.removed_at is null
          where k.tenant_id = (select private.tenant_id()))
        or exists (select from public.number_orders o
          where o.tenant_id = (select private.tenant_id()) and o.state = 'bought')
        or exists (select from public.calls c
          where c.tenant_id = (select private.tenant_id()) and c.direction = 'inbound'
            -- Those that no webhook reported were found at Twilio.
            and c.imported_at is null),
      'colleagues', exists (select from public.profiles p
        where p.tenant_id = (select private.tenant_id()) and p.user_id <> (select auth.uid()))
        or exists (select from public.invitations i
          where i.tenant_id = (select private.tenant_id())),
      'contacts', exists (select from public.contacts c
        where c.tenant_id = (select private.tenant_id())),
      'my_call', exists (select from public.calls c
        where c.tenant_id = (select private.tenant_id()) and c.user_id = (select auth.uid())),
      'company_call', exists (select from public.calls c
        where c.tenant_id = (select private.tenant_id()))) end;
end
$$;

revoke all on function public.first_day from public, anon, service_role;
grant execute on function public.first_day to authenticated;
