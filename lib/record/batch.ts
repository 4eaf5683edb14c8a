import "server-only";
import { storableJson } from "@/lib/core/text";
import { onConnection, runStatement, type Statement } from "@/lib/db/machine/connection";
import type { CallEvent } from "@/lib/record/event";

type TenantEvent = { tenantId: string; event: CallEvent };

type Waiting = TenantEvent & { resolve(facts: unknown): void; reject(reason: unknown): void };

/** More in one transaction save little, and the first of them waits for the last. */
const maxTogether = 8;

/** In the order they came, each with a turn of its own that has not begun. */
const waiting: Waiting[] = [];

/** One event by itself. */
export function recording({ tenantId, event }: TenantEvent): Statement {
  return (sql) =>
    sql`select machine.record_event(${tenantId}, ${storableJson(event)}::text::jsonb) as result`;
}

/**
 * Records an event. Those that come at one moment, or while all connections are busy, are recorded
 * together: up to eight in one statement, so that a storm of webhooks shares its trips and its
 * writes to disk. Where that fails nothing of it is kept, and each is recorded by itself.
 * `timeoutMs` is for how long it may wait for a connection. Gives what `machine.record_event`
 * gives, throws as `runStatement`.
 */
export function record(queued: TenantEvent, timeoutMs?: number): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const own = { ...queued, resolve, reject };
  waiting.push(own);
  void takeTurn(own, timeoutMs);
  return promise;
}

/**
 * A turn is one event's wait for a connection; it takes along who waits too, and finds nothing to
 * do where another took its own.
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
      // Without a connection nothing was taken, and nobody is to take this one any more.
      for (const one of [...taken, ...withdraw(own)]) one.reject(error);
    }
  }
}

function together(taken: Waiting[]): Statement {
  const queued = taken.map((one) => [one.tenantId, storableJson(one.event)]);
  return (sql) => sql`
    select machine.record_event(queued.tenant::uuid, queued.event::jsonb) as result
    from (values ${sql(queued)}) as queued(tenant, event)`;
}

/**
 * Whoever records several locks their calls in one order: two that do so never wait for each other.
 */
function byCall(one: TenantEvent, other: TenantEvent): number {
  if (one.event.call_id === other.event.call_id) return 0;
  return one.event.call_id < other.event.call_id ? -1 : 1;
}

/** Takes one from the list; gives none where another turn has taken it. */
function withdraw(own: Waiting): Waiting[] {
  const at = waiting.indexOf(own);
  return at < 0 ? [] : waiting.splice(at, 1);
}
