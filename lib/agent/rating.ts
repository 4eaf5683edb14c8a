import type { End, TalkEnd } from "@/lib/agent/ending";
import type { TalkRecord } from "@/lib/agent/record";
import type { Clock } from "@/lib/agent/socket";

/** How long a caller may think once the question was heard. */
const thinkMs = 6_000;

type With = {
  clock: Clock;
  record: TalkRecord;
  ending: TalkEnd;
  isWanted: boolean;
  /** Says the question. */
  ask(): void;
};

/** Asks a caller who was served, once and last, how it was: a key from 1 to 5, or none. */
export class Rating {
  private end: End | null = null;
  private isOver = false;
  private wasRepeated = false;
  private timer: (() => void) | null = null;
  private readonly with: With;

  constructor(given: With) {
    this.with = given;
  }

  /** Whether a talk that everything was heard of waits for a rating before it ends so. */
  holds(end: End): boolean {
    const { isWanted, clock, ending, ask } = this.with;
    if (!isWanted || this.isOver || end.outcome !== "contained") return false;
    if (this.end) {
      this.timer ??= clock.after(thinkMs, () => {
        this.close();
        ending.finish();
      });
      return true;
    }
    this.end = end;
    // The question has its own time.
    ending.after(end);
    ask();
    return true;
  }

  /** Whether the key was for the question: any is but 0. One that rates nothing repeats it once. */
  press(digit: string): boolean {
    if (!this.end || this.isOver || digit === "0") return false;
    if (!/^[1-5]$/.test(digit)) {
      this.repeat(this.end);
      return true;
    }
    this.close();
    this.with.record.update({ rating: Number(digit) });
    this.with.ending.finish();
    return true;
  }

  private repeat(end: End): void {
    if (this.wasRepeated) return;
    this.wasRepeated = true;
    this.timer?.();
    this.timer = null;
    this.with.ending.after(end);
    this.with.ask();
  }

  /** Whoever speaks instead goes on with the talk, and is not asked again. */
  forget(): void {
    if (this.end) this.close();
  }

  /** Nobody is asked any more. */
  close(): void {
    this.isOver = true;
    this.timer?.();
  }
}
