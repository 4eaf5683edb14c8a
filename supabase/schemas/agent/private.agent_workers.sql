create table private.agent_workers (
  id uuid primary key,
  url text not null,
  capacity integer not null check (capacity >= 0),
  active integer not null,
  is_draining boolean not null,
  seen_at timestamptz not null
);
comment on table private.agent_workers is
  'The processes that serve media streams (npm run agent), by their heartbeat: calls are sent only '
  'to one that was seen within 10 seconds and has room.';
comment on column private.agent_workers.active is
  'Its calls at the last heartbeat, and those that were sent to it since.';
alter table private.agent_workers enable row level security;
