import { z } from "zod";
import { storableJson } from "@/lib/core/text";
import { callMachine } from "@/lib/db/machine/connection";
import { keepForLater } from "@/lib/db/machine/outbox";

/** A signed webhook that could not be parsed, unchanged. */
export type Unreadable = {
  type: string;
  dedupe_key: string;
  call_id: string;
  /** The call named by the URL; it must be the tenant's. */
  names_call: boolean;
  call_sid?: string;
  query: string;
  data: unknown;
  received_at: string;
  problem: string;
};

/** Stores it. False, and nothing stored, if it names a call that is not the tenant's. */
export async function keepAsUnreadable(tenantId: string, event: Unreadable): Promise<boolean> {
  const kept = await callMachine(
    (sql) =>
      sql`select machine.keep_unreadable(${tenantId}, ${sql.json(JSON.parse(storableJson(event)))}) as result`,
  );
  return kept === true;
}

/**
 * Marks a recorded event as one without an answer, once the database can be reached; nobody waits
 * for it.
 */
export function keepAnswerProblem(tenantId: string, dedupeKey: string, problem: string): void {
  keepForLater(
    (sql) => sql`select machine.answer_failed(${tenantId}, ${dedupeKey}, ${problem}) as result`,
  );
}

const UnsolvedEvent = z.object({
  event_type: z.string(),
  query: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  /** Null for an event that nobody waited for. */
  answered_from: z.unknown(),
  received_at: z.string(),
  /** The event to apply; null if the webhook could not be parsed. */
  event: z.looseObject({}).nullable(),
  account_sid: z.string().nullable(),
});
export type UnsolvedEvent = z.infer<typeof UnsolvedEvent>;

/** An event with an unsolved problem, for an admin of the tenant; null for everyone else. */
export async function unsolvedEvent(tenantId: string, userId: string, eventId: number) {
  return UnsolvedEvent.nullable().parse(
    await callMachine(
      (sql) => sql`select machine.failed_event(${tenantId}, ${userId}, ${eventId}) as result`,
    ),
  );
}

/** Applies a stored event again, unchanged. */
export async function recordAgain(tenantId: string, event: object): Promise<void> {
  await callMachine(
    (sql) =>
      sql`select machine.record_event(${tenantId}, ${sql.json(JSON.parse(JSON.stringify(event)))}) as result`,
  );
}

/** Stores the result of a replay; returns the remaining problem, or null. */
export async function finishReplay(
  tenantId: string,
  userId: string,
  eventId: number,
  applied: boolean,
): Promise<string | null> {
  return z
    .string()
    .nullable()
    .parse(
      await callMachine(
        (sql) =>
          sql`select machine.finish_replay(${tenantId}, ${userId}, ${eventId}, ${applied}) as result`,
      ),
    );
}
