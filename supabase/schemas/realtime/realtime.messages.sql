-- One private topic a tenant: ids and a version, never call data. Who may listen is decided when a
-- channel is joined, so the topic carries the tenant's epoch:
-- https://supabase.com/docs/guides/realtime/authorization
create policy "members listen to their tenant's topic" on realtime.messages
  for select to authenticated
  using (extension = 'broadcast' and (select realtime.topic()) = (select private.realtime_topic()));
