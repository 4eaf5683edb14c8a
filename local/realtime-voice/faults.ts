import { z } from "zod";

/** What goes wrong on demand, for tests: each strikes `times` times, once by default. */
export const Fault = z
  .discriminatedUnion("kind", [
    /** The first sound of a response comes so much later. */
    z.object({ kind: z.literal("late-first-delta"), ms: z.number().int().min(1).max(60_000) }),
    /** The socket breaks, without a word, in the middle of a response. */
    z.object({ kind: z.literal("dropped-socket") }),
    /** A response fails: the provider's limit is reached. */
    z.object({ kind: z.literal("rate-limit") }),
    /** A response is refused as if another one were active. */
    z.object({ kind: z.literal("active-response") }),
    /** The session's hour is over, at its next response. */
    z.object({ kind: z.literal("session-expired") }),
    /** A tool is called twice in one response. */
    z.object({ kind: z.literal("double-function-call") }),
    /** Sound comes in pieces of a second. */
    z.object({ kind: z.literal("bursts") }),
    /** The upgrade is answered so much later, as by a provider far away. */
    z.object({ kind: z.literal("late-upgrade"), ms: z.number().int().min(1).max(60_000) }),
    /** The upgrade is answered with this status. */
    z.object({ kind: z.literal("refused-upgrade"), status: z.number().int().min(400).max(599) }),
  ])
  .and(
    z.object({ times: z.number().int().min(1).max(1000).default(1), key: z.string().optional() }),
  );
export type Fault = z.infer<typeof Fault>;
type Kind = Fault["kind"];
type Of<K extends Kind> = Extract<Fault, { kind: K }>;

export class Faults {
  #waiting: Fault[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ ...fault });
  }

  /** The fault of this kind that strikes a session with this key now; it is used up once. */
  take<K extends Kind>(kind: K, key: string): Of<K> | undefined {
    const isOne = (fault: Fault): fault is Of<K> =>
      fault.kind === kind && (fault.key === undefined || fault.key === key);
    const found = this.#waiting.find(isOne);
    if (!found) return undefined;
    found.times--;
    if (found.times === 0) this.#waiting = this.#waiting.filter((fault) => fault !== found);
    return found;
  }
}
