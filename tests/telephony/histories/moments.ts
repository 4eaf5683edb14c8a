import { rfc2822 } from "@/local/carrier/dates";
import type { Clock } from "@/local/scenarios/scenario";

const day = 86_400_000;
/**
 * This run's today. Twilio's times are moved a day before or after it, so that a time of ours is
 * recognised.
 */
const today = Math.floor(Date.now() / 1000) * 1000;

/** Moves a moment (milliseconds) of a trace that began at `start` to where the clock puts it. */
export type Move = (at: number) => number;

export function mover(clock: Clock, start: number, digitAt: number | null): Move {
  const before = (at: number) => today - day + (at - start);
  const after = (at: number) => today + day + (at - start);
  switch (clock) {
    case "before":
      return before;
    case "after":
      return after;
    case "around the digit":
      if (digitAt === null) throw new Error("Nobody pressed a key");
      return (at) => (at <= digitAt ? before(at) : after(at));
    case "as written":
      return (at) => at;
  }
}

/** When a replayed outbound call was begun: before everything else. */
export const begunAt = new Date(today - 2 * day).toISOString();

const timeFields = ["Timestamp", "RecordingStartTime"];
const restTimes = ["startTime", "endTime"];

/** A webhook's fields, its times moved. */
export function moveFields(fields: Record<string, string>, move: Move): Record<string, string> {
  const moved = { ...fields };
  for (const name of timeFields) {
    const text = fields[name];
    if (text === undefined) continue;
    const at = move(Date.parse(text));
    // Of streams it is in another form.
    moved[name] = text.endsWith("Z") ? new Date(at).toISOString() : rfc2822(at);
  }
  return moved;
}

/**
 * What Twilio's API said of a leg or a recording, its times moved, and a second off: it need not
 * agree with the callbacks.
 */
export function moveData(data: Record<string, unknown>, move: Move): Record<string, unknown> {
  const moved = { ...data };
  for (const name of restTimes) {
    const text = data[name];
    if (typeof text === "string")
      moved[name] = new Date(move(Date.parse(text)) - 1000).toISOString();
  }
  return moved;
}
