import "server-only";
import { storableJson } from "@/lib/core/text";
import { onConnection, type Statement } from "@/lib/db/machine/connection";
import { shareStatements } from "@/lib/db/machine/share";
import type { CallEvent } from "@/lib/record/event";

type TenantEvent = { tenantId: string; event: CallEvent };

/** More than the record's own facts is wanted. */
const isTaken = ({ routing, check_blocked }: CallEvent) => Boolean(routing ?? check_blocked);

/** It locks the queues of its tenant, which must not wait for the calls of other events. */
const isQueued = ({ routing }: CallEvent) =>
  routing !== undefined &&
  "wishes" in routing &&
  routing.wishes.some((wish) => "whom" in wish && wish.whom === "queue");

/** It may be of a call that is yet to be looked up. */
const isAlone = (event: CallEvent) => event.client !== undefined || isQueued(event);

/** Records one event alone. */
export function recording({ tenantId, event }: TenantEvent): Statement {
  const text = storableJson(event);
  if (event.client !== undefined)
    return (sql) =>
      sql`select machine.take_client_event(${tenantId}, ${text}::text::jsonb) as result`;
  if (isTaken(event))
    return (sql) => sql`select machine.take_event(${tenantId}, ${text}::text::jsonb) as result`;
  return (sql) => sql`select machine.record_event(${tenantId}, ${text}::text::jsonb) as result`;
}

/**
 * Records an event, with others that are queued at that moment (shareStatements): calls are locked
 * in the order of their ids. `timeoutMs` is how long the event may wait for a connection. Returns
 * what `machine.record_event` returns, throws as `runStatement`.
 */
export function record(queued: TenantEvent, timeoutMs?: number): Promise<unknown> {
  return isAlone(queued.event) ? recordAlone(queued, timeoutMs) : recordQueued(queued, timeoutMs);
}

const recordQueued = shareStatements({ alone: recording, together, compare: byCall });

async function recordAlone(queued: TenantEvent, timeoutMs?: number): Promise<unknown> {
  const rows = await onConnection(recording(queued), timeoutMs);
  return rows[0]?.result ?? null;
}

function together(taken: TenantEvent[]): Statement {
  const queued = taken.map((one) => [one.tenantId, storableJson(one.event)]);
  if (taken.some(({ event }) => isTaken(event))) {
    return (sql) => sql`
      select machine.take_event(queued.tenant::uuid, queued.event::jsonb) as result
      from (values ${sql(queued)}) as queued(tenant, event)`;
  }
  return (sql) => sql`
    select machine.record_event(queued.tenant::uuid, queued.event::jsonb) as result
    from (values ${sql(queued)}) as queued(tenant, event)`;
}

function byCall(one: TenantEvent, other: TenantEvent): number {
  if (one.event.call_id === other.event.call_id) return 0;
  return one.event.call_id < other.event.call_id ? -1 : 1;
}
