import "server-only";
import { storableJson } from "@/lib/core/text";
import { onConnection, runStatement, type Statement } from "@/lib/db/machine/connection";
import type { CallEvent } from "@/lib/record/event";

type TenantEvent = { tenantId: string; event: CallEvent };

type Waiting = TenantEvent & { resolve(facts: unknown): void; reject(reason: unknown): void };

/** More per transaction would save little, and the first event would wait for the last. */
const maxTogether = 8;

/** Queued events in order of arrival; each has a turn of its own that has not started. */
const waiting: Waiting[] = [];

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
 * Records an event. Events that arrive together, or while all connections are busy, share a
 * statement, up to eight, so that a burst of webhooks shares round trips and flushes. If the
 * statement fails, nothing of it is stored and each event is recorded alone. `timeoutMs` is how
 * long the event may wait for a connection. Returns what `machine.record_event` returns, throws as
 * `runStatement`.
 */
export function record(queued: TenantEvent, timeoutMs?: number): Promise<unknown> {
  if (isAlone(queued.event)) return recordAlone(queued, timeoutMs);
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const own = { ...queued, resolve, reject };
  waiting.push(own);
  void takeTurn(own, timeoutMs);
  return promise;
}

async function recordAlone(queued: TenantEvent, timeoutMs?: number): Promise<unknown> {
  const rows = await onConnection(recording(queued), timeoutMs);
  return rows[0]?.result ?? null;
}

/**
 * Each event queues for a connection. Whoever gets one records up to eight queued events, and has
 * nothing to do if its own was recorded by another.
 */
async function takeTurn(own: Waiting, timeoutMs: number | undefined): Promise<void> {
  let taken: Waiting[] = [];
  try {
    await onConnection(async (sql) => {
      taken = withdraw(own);
      if (taken.length === 0) return;
      taken.push(...waiting.splice(0, maxTogether - 1));
      const rows = await (taken.length > 1 ? together(taken.sort(byCall)) : recording(own))(sql);
      for (const [index, one] of taken.entries()) one.resolve(rows[index]?.result ?? null);
    }, timeoutMs);
  } catch (error) {
    if (taken.length > 1) {
      for (const one of taken) runStatement(recording(one)).then(one.resolve, one.reject);
    } else {
      // No connection: nothing was taken, and this event must not be recorded by another turn.
      for (const one of [...taken, ...withdraw(own)]) one.reject(error);
    }
  }
}

function together(taken: Waiting[]): Statement {
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

/** Locks calls in one order, so that two statements that record several never deadlock. */
function byCall(one: TenantEvent, other: TenantEvent): number {
  if (one.event.call_id === other.event.call_id) return 0;
  return one.event.call_id < other.event.call_id ? -1 : 1;
}

/** Removes the event from the queue; empty if another turn has taken it. */
function withdraw(own: Waiting): Waiting[] {
  const at = waiting.indexOf(own);
  return at < 0 ? [] : waiting.splice(at, 1);
}
