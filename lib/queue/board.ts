import type { QueueRow } from "@/lib/queue/store";

/** As private.queue_line: whoever was not heard of for so long has gone. */
const lostMs = 60_000;

/** A queue with its callers, in the order in which they are answered. */
export type Queue = { key: string; name: string; callers: Waiting[] };
export type Waiting = {
  row: QueueRow;
  /** From 1; null: somebody is being rung for them. */
  position: number | null;
  waited_seconds: number;
};

/** The queues of a board, by name, of these rows in the order of answering. */
export function queuesOf(rows: readonly QueueRow[], now: Date): Queue[] {
  const queues = new Map<string, Queue>();
  for (const row of rows) {
    if (row.state === "waiting" && now.getTime() - Date.parse(row.heard_at) > lostMs) continue;
    const key = `${row.route_id} ${row.step}`;
    const queue = queues.get(key) ?? { key, name: row.name || "Queue", callers: [] };
    const inLine = queue.callers.filter(({ position }) => position !== null).length;
    const isRung = row.state === "ringing" || row.state === "calling";
    const seconds = (now.getTime() - Date.parse(row.joined_at)) / 1000;
    queue.callers.push({
      row,
      position: isRung ? null : inLine + 1,
      waited_seconds: Math.max(0, Math.floor(seconds)),
    });
    queues.set(key, queue);
  }
  return [...queues.values()].toSorted((one, other) => one.name.localeCompare(other.name, "en"));
}

/** What is going on with a caller: "Ringing Ana", "To be called back". */
export function waitingWords(
  { state, ringing, taken_by, taken_at }: QueueRow,
  nameOf: (user: string) => string,
  now: Date,
): string {
  const who = ringing ? nameOf(ringing) : "somebody";
  if (state === "ringing") return `Ringing ${who}`;
  if (state === "calling") return `Calling back with ${who}`;
  const isTaken = taken_by && taken_at && now.getTime() - Date.parse(taken_at) < lostMs;
  if (isTaken) return `Taken by ${nameOf(taken_by)}`;
  return state === "callback" ? "To be called back" : "Waiting";
}
