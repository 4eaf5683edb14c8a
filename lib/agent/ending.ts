import type { TalkRecord } from "@/lib/agent/record";
import type { Clock } from "@/lib/agent/socket";
import type { Transcript } from "@/lib/agent/transcript";
import type { AgentOutcome } from "@/lib/routing/facts";

export const endingMs = {
  /** A goodbye that does not end. */
  goodbye: 15_000,
  /** For what was said to be stored before the caller goes on. */
  store: 1_500,
};

/** Why a talk ended in which the caller was silent: the agent has hung up. */
export const silentReason = "the caller said nothing";

/** What a colleague hears of a talk that failed, whatever the provider says of itself. */
export const failedWords = "the voice agent could not go on";

export type End = { outcome: AgentOutcome; reason: string };

type With = {
  clock: Clock;
  record: TalkRecord;
  transcript: Transcript;
  /** It ends now: nothing more is said or heard. Resolves once the caller may go on. */
  stop(outcome: AgentOutcome): Promise<unknown>;
  /** All that the route is to know was stored, or could not be in time. */
  close(outcome: AgentOutcome): void;
};

/** How a talk ends: once, after what is left to say was heard. */
export class TalkEnd {
  isOver = false;
  /** The caller has left a message: that is what came of it, whoever says goodbye. */
  hasMessage = false;
  /** The agent has begun to talk: whoever hangs up before that was not served. */
  hasBegun = false;
  private planned: End | null = null;
  /** Whatever the caller says. */
  private isFirm = false;
  private timer: () => void = () => {};
  private readonly with: With;

  constructor(given: With) {
    this.with = given;
  }

  /** How it is to end, if it is. */
  get plan(): End | null {
    return this.planned;
  }

  /** It ends so once everything was heard: `finish`. */
  after(end: End, { isFirm = false } = {}): void {
    if (this.isFirm) return;
    this.timer();
    this.planned = end;
    this.isFirm = isFirm;
    this.timer = this.with.clock.after(endingMs.goodbye, () => this.now(end));
  }

  /** The caller goes on speaking: a goodbye is taken back then, a handover is not. */
  callerSpeaks(): void {
    const isDone = this.planned?.outcome === "contained" || this.planned?.outcome === "caller_left";
    if (!isDone || this.isFirm) return;
    this.planned = null;
    this.timer();
  }

  /** Everything was heard. */
  finish(): void {
    if (this.planned) this.now(this.planned);
  }

  /** The caller hung up, which after a goodbye is how it was to be. */
  left(): void {
    const isDone = this.planned?.outcome === "contained";
    const left: End = this.hasBegun
      ? { outcome: "caller_left", reason: "the caller hung up" }
      : { outcome: "failed", reason: "the caller hung up before the agent spoke" };
    this.now(isDone && this.planned ? this.planned : left);
  }

  now({ outcome: planned, reason }: End): void {
    if (this.isOver) return;
    this.isOver = true;
    const isOwn = planned === "contained" || planned === "caller_left";
    const outcome = this.hasMessage && isOwn ? "message" : planned;
    this.timer();
    const { clock, record, transcript, stop, close } = this.with;
    const stopped = stop(outcome);
    const last = transcript.lastOfCaller;
    // What the model says of a handover is for whoever answers; the rest is not.
    const isSentence = this.planned?.outcome === "handed_over" || !last;
    const summary = [whyFor(outcome, reason), !isSentence && `last words: “${last}”`]
      .filter(Boolean)
      .join("; ");
    record.update({
      ...{ status: "ended", outcome, reason: reason.slice(0, 500) },
      ...{ summary: summary.slice(0, 1_000), ended_at: new Date(clock.now()).toISOString() },
    });
    let isClosed = false;
    const closeOnce = () => {
      if (isClosed) return;
      isClosed = true;
      close(outcome);
    };
    const cancel = clock.after(endingMs.store, closeOnce);
    Promise.all([record.close(), stopped]).then(() => {
      cancel();
      closeOnce();
    });
  }
}

/** Why it ended, for a colleague who comes next: whoever took the caller over knows that. */
function whyFor(outcome: AgentOutcome, reason: string): string {
  if (outcome === "taken_over") return "";
  return outcome === "failed" ? failedWords : reason;
}
