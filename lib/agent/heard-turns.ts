import type { TurnRow } from "@/lib/agent/machine";

type Turn = Pick<TurnRow, "number" | "who" | "heard" | "started_at" | "playback_ms">;

/**
 * Counts how often the caller has spoken after they heard the agent. What is said while tools run,
 * or before anything of their answer was played, answers nothing of it.
 */
export class HeardTurns {
  private count = 0;
  /** The last turn that was counted or is past. */
  private seen = 0;

  /** The count as tools begin to run. */
  upTo(turns: ReadonlyMap<number, Turn>): number {
    let since: Turn | null = null;
    for (const turn of turns.values()) {
      if (turn.number <= this.seen) continue;
      if (turn.who === "agent") since ??= wasPlayed(turn) ? turn : null;
      else if (since && since.started_at < turn.started_at) {
        this.count += 1;
        since = null;
      }
    }
    this.seen = turns.size;
    return this.count;
  }

  /** Tools have answered: what was said until now was said without their answer. */
  pass(turns: ReadonlyMap<number, Turn>): void {
    this.seen = turns.size;
  }
}

/** Its first mark came back, and it was not cut before its first word. */
const wasPlayed = ({ heard, playback_ms }: Turn) => typeof playback_ms === "number" && heard !== "";
